import type { IncidentRules } from './alert-policy.ts'
import { days } from './days.ts'
import { minutes } from './minutes.ts'

/** How incidents open, go on and end where the policy does not say. */
export const DEFAULT_RULES: IncidentRules = {
  statuses: ['FAILED'],
  openAfter: { failures: 1, within: minutes(10) },
  updateEvery: minutes(15),
  resolveAfterQuiet: minutes(10),
  closeAfter: days(14),
}
