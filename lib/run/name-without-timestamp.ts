/** The name of a workflow or task: Hatchet appends the creation time, 13 digits of milliseconds, to display names. */
export const nameWithoutTimestamp = (displayName: string): string => displayName.replace(/-\d{13}$/, '')
