import * as v from 'valibot'
import { MAX_WINDOW_MS } from '../limits.ts'
import { TERMINAL_STATUSES } from '../run/run-status.ts'
import type { Tick } from './tick.ts'

const MAX_WINDOW_MINUTES = MAX_WINDOW_MS / 60_000
const EXPECTED = {
  schedule: 'a name of 1 to 32 lower case letters, digits and hyphens',
  windowMinutes: `a whole number from 1 to ${MAX_WINDOW_MINUTES}`,
  statuses: `a list of ${TERMINAL_STATUSES.join(', ')}`,
} as const

const TickSchema = v.object({
  schedule: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,32}$/)),
  windowMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_WINDOW_MINUTES)),
  statuses: v.optional(v.pipe(v.array(v.picklist(TERMINAL_STATUSES)), v.nonEmpty()), [...TERMINAL_STATUSES]),
})

/**
 * Reads the input of a schedule, `{"schedule":"5min","windowMinutes":60}`.
 *
 * @throws TypeError that names every wrong member and what it should be
 */
export const parseTick = (event: unknown): Tick => {
  const parsed = v.safeParse(TickSchema, event)
  if (parsed.success) {
    const { schedule, windowMinutes, statuses } = parsed.output
    return { schedule, windowMs: windowMinutes * 60_000, statuses }
  }
  const names = new Set(parsed.issues.map(({ path }) => path?.[0]?.key))
  const wrong = Object.entries(EXPECTED).filter(([name]) => names.has(name))
  const words = wrong.map(([name, expected]) => `${name} must be ${expected}`)
  throw new TypeError(
    `wrong event: ${words.join('; ') || 'it must be an object like {"schedule":"5min","windowMinutes":60}'}`,
  )
}
