import type { Route } from '../../../lib/alerts/policy/alert-policy.ts'
import { DAY, MINUTE } from './alert-times.ts'

/** The route of design.md's defaults, to one sink, with some members replaced. */
export const buildRoute = (overrides: Partial<Route> = {}): Route => ({
  name: 'default',
  match: {},
  severity: 'error',
  sinks: ['team'],
  runbook: null,
  statuses: ['FAILED'],
  openAfter: { failures: 1, within: 10 * MINUTE },
  updateEvery: 15 * MINUTE,
  resolveAfterQuiet: 10 * MINUTE,
  closeAfter: 14 * DAY,
  ...overrides,
})
