import * as v from 'valibot'
import { MAX_TENANTS } from '../limits.ts'
import { isUuid } from '../run/is-uuid.ts'
import { listOf } from './list-of.ts'
import { matches } from './matches.ts'
import { type Environment, parseEnvironment } from './parse-environment.ts'
import { sharedVariables } from './shared-variables.ts'
import { variable } from './variable.ts'

const readTenants = (text: string): ReadonlySet<string> | null | undefined => {
  if (text === 'all') return null
  const tenants = listOf(isUuid, 1, MAX_TENANTS)(text)
  return tenants && new Set(tenants.map((tenant) => tenant.toLowerCase()))
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const
const MAX_OVERLAP_MS = 7 * 24 * UNIT_MS.h

const readOverlapMs = (text: string): number | undefined => {
  const [, amount, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? []
  const ms = Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]
  return ms <= MAX_OVERLAP_MS ? ms : undefined
}

/** The variables of the receive function. */
export const ReceiveConfigSchema = v.object({
  ...sharedVariables,
  WEBHOOK_SECRET_ID: variable(matches(/^\S{1,2048}$/), 'the name or ARN of a secret'),
  ROTATION_OVERLAP: variable(readOverlapMs, 'a time of 0s to 168h, like 24h or 30m', '24h'),
  TENANTS: variable(readTenants, `all, or 1 to ${MAX_TENANTS} tenant ids (UUIDs), separated by commas`, 'all'),
})

export type ReceiveConfig = v.InferOutput<typeof ReceiveConfigSchema>

/**
 * Reads the environment of the receive function.
 *
 * @throws ConfigError that names every bad variable and what it should be, but no value
 */
export const parseReceiveConfig = (env: Environment): ReceiveConfig => parseEnvironment(ReceiveConfigSchema, env)
