/** Hours, in milliseconds. */
export const hours = (count: number): number => count * 3_600_000
