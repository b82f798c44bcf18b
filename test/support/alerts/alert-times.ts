/** When what happens to an incident begins, ms since 1970. */
export const START = Date.UTC(2026, 10, 22, 12)
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A time in minutes since the beginning, as ms since 1970. */
export const minute = (minutes: number): number => START + minutes * MINUTE
