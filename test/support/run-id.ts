/** The id of the n-th run of a test. */
export const runId = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
