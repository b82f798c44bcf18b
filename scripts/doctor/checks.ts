import type { Check } from './check.ts'
import { alarmsCheck } from './checks/alarms.ts'
import { alarmsToldCheck } from './checks/alarms-told.ts'
import { alertsToldCheck } from './checks/alerts-told.ts'
import { clocksCheck } from './checks/clocks.ts'
import { functionsCheck } from './checks/functions.ts'
import { hatchetTokensCheck } from './checks/hatchet-tokens.ts'
import { pollsCheck } from './checks/polls.ts'
import { queuesCheck } from './checks/queues.ts'
import { sinksCheck } from './checks/sinks.ts'
import { sinksSecretCheck } from './checks/sinks-secret.ts'
import { stackCheck } from './checks/stack.ts'
import { tablesCheck } from './checks/tables.ts'
import { tenantsSecretCheck } from './checks/tenants-secret.ts'
import { webhookCheck } from './checks/webhook.ts'
import { webhookSecretCheck } from './checks/webhook-secret.ts'

/** Every check, in the order of the way that a run takes. */
export const CHECKS: readonly Check[] = [
  stackCheck,
  functionsCheck,
  tablesCheck,
  webhookSecretCheck,
  tenantsSecretCheck,
  sinksSecretCheck,
  webhookCheck,
  clocksCheck,
  hatchetTokensCheck,
  pollsCheck,
  queuesCheck,
  sinksCheck,
  alertsToldCheck,
  alarmsToldCheck,
  alarmsCheck,
]
