import { ASSUMPTIONS } from './assumptions.ts'

const HOURS = ASSUMPTIONS.days * 24

/** How often schedules invoke functions in a month. A test holds this against the template. */
export const SCHEDULES = {
  /** Every five minutes, every hour and every day. */
  reconcile: 12 * HOURS + HOURS + HOURS / 24,
  /** Every minute. */
  sweep: 60 * HOURS,
} as const
