import type { TerminalStatus } from '../../lib/run/run-status.ts'
import type { Act } from './act.ts'
import { createRandom, type Random } from './random.ts'

/** Mean time between two runs that are sent, ms. */
const RUN_EVERY_MS = 160

/** Of the runs: shares that Hatchet lists too, that are sent twice, and that nobody sends. */
const IN_HATCHET = 0.15
const REPEATED = 0.1
const UNSENT = 0.03

/** Those that begin with `send-invoices` have a pager and a chat. */
const WORKFLOWS = [
  'charge-orders',
  'import-catalogue',
  'nightly-report',
  'resize-images',
  'send-invoices-eu',
  'send-invoices-us',
  'send-newsletter',
  'sync-crm',
  'train-model',
] as const

/** Runs that end one after the other, most of them well; some are told twice, by webhook and by poll, or by a poll alone. */
export const planTraffic = (seed: string, durationMs: number): readonly Act[] => {
  const random = createRandom(`${seed} traffic`)
  const acts: Act[] = []
  for (let at = 0; at < durationMs; at += -Math.log(1 - random.share()) * RUN_EVERY_MS) {
    const run = {
      runId: random.uuid(),
      workflow: random.pick(WORKFLOWS),
      status: statusOf(random),
      like: random.share(),
    }
    const [kind, isInHatchet, repeatAfterMs] = [random.share(), random.share() < IN_HATCHET, random.between(0, 5_000)]
    if (kind < UNSENT) acts.push({ at, type: 'unsent', run })
    else
      acts.push({ at, type: 'run', run, isInHatchet, repeatAfterMs: kind < UNSENT + REPEATED ? repeatAfterMs : null })
  }
  return acts
}

const statusOf = (random: Random): TerminalStatus => {
  const share = random.share()
  return share < 0.2 ? 'FAILED' : share < 0.25 ? 'CANCELLED' : 'COMPLETED'
}
