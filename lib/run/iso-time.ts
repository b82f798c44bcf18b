/** Writes milliseconds since 1970 as UTC in ISO 8601 with milliseconds. */
export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString()
