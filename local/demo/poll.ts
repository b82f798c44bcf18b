import type { Stack } from '../stack.ts'
import { endedRuns } from './ended-runs.ts'
import { UNSENT_RUNS } from './unsent-runs.ts'

/** When the recorded runs had not begun, and when all had ended for a while. */
const BEFORE_ALL_RUNS = Date.parse('2026-11-22T11:10:00Z')
const AFTER_ALL_RUNS = Date.parse('2026-11-22T12:00:00Z')

/** What reconcile must have found. */
export interface Polled {
  readonly ticks: number
  /** Runs listed, over all ticks. */
  readonly checked: number
  /** Status and id of the runs that nobody had sent. */
  readonly unsent: readonly { readonly status: string; readonly runId: string }[]
}

/**
 * Lets reconcile poll the local Hatchet: once before any run began, since what ended before the first tick is never told;
 * then, after the deliveries, once for what nobody sent, and once more for nothing.
 *
 * @param deliver - sends the webhooks
 */
export const pollAround = async ({ hatchet, invoke }: Stack, deliver: () => Promise<void>): Promise<Polled> => {
  const tick = (schedule: string, windowMinutes: number) => invoke('reconcile', { schedule, windowMinutes })
  hatchet.advance(BEFORE_ALL_RUNS - hatchet.now())
  await tick('5min', 60)
  const runs = endedRuns()
  for (const { details } of runs) hatchet.model.put(details)
  await deliver()
  hatchet.advance(AFTER_ALL_RUNS - hatchet.now())
  await tick('5min', 60)
  await tick('hourly', 1_440)
  const unsent = runs.filter(({ title }) => UNSENT_RUNS.includes(title)).map(({ details: { run } }) => outcomeOf(run))
  return { ticks: 3, checked: 2 * runs.length, unsent }
}

const outcomeOf = (run: Readonly<Record<string, unknown>>): { status: string; runId: string } => ({
  status: String(run['status']),
  runId: String(Object(run['metadata']).id),
})
