import type { AlertPolicy } from './alert-policy.ts'
import { DEFINED_POLICIES } from './defined-policies.ts'

/** Whether a value is a policy that `defineAlerts` has made, and so has checked. */
export const isAlertPolicy = (value: unknown): value is AlertPolicy =>
  typeof value === 'object' && value !== null && DEFINED_POLICIES.has(value)
