import { isoTime } from '../../lib/run/iso-time.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { HISTORIES } from './histories.ts'
import type { MeteredWorld } from './in-metered-world.ts'
import { ROWS } from './rows.ts'
import type { UsageRow } from './usage.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** How often each thing is done that can be done again. */
const TIMES = 5
/** As many messages as a batch may hold. */
const BATCH = 500

const workflowId = (number: number): string => `f300f9ad-602f-4c0d-bf0e-${number.toString().padStart(12, '0')}`

interface End {
  readonly status: 'COMPLETED' | 'FAILED'
  /** Ms since 1970. */
  readonly at: number
}

const ok = (at: number): End => ({ status: 'COMPLETED', at })
const failed = (at: number): End => ({ status: 'FAILED', at })
const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Measures the alert and the sweep function. */
export const measureAlerts = async (
  { alert, sweep, put }: MeteredWorld,
  summary: RunSummary,
): Promise<readonly UsageRow[]> => {
  const gate = { pk: { S: 'sink#team' }, sk: { S: 'gate' }, minute: { N: '1' }, sent: { N: '1' } }
  /** Invokes the function with one batch after another, in a minute of which its sink knows nothing yet. */
  const measure = async (what: string, workflow: string, batches: readonly (readonly End[])[]): Promise<UsageRow> => {
    await put('incidents', gate)
    const events = batches.map((ends) => batchOf(summary, workflow, ends))
    return alert.measure(what, events)
  }
  const now = Date.now()
  const rows = [await measure(ROWS.alertFirst, workflowId(0), [[ok(now - MINUTE_MS)]])]
  rows.push(await sweep.measure(ROWS.sweepFirst, [{}]))
  rows.push(await sweep.measure(ROWS.sweepIdle, Array(TIMES).fill({})))
  for (const failures of HISTORIES) rows.push(...(await measureLife(measure, workflowId(failures + 1), now, failures)))
  return rows
}

type Measure = (what: string, workflow: string, batches: readonly (readonly End[])[]) => Promise<UsageRow>

/** What a workflow costs from a good run on: more good ones, one that fails, more of these, and a good one that ends it. */
const measureLife = async (
  measure: Measure,
  workflow: string,
  now: number,
  failures: number,
): Promise<readonly UsageRow[]> => {
  const names = ROWS.alert(failures)
  const start = now - 20 * HOUR_MS
  const before = times(failures, (index) => failed(start + index * SECOND_MS))
  const batches = times(Math.ceil(failures / BATCH), (index) => before.slice(index * BATCH, (index + 1) * BATCH))
  await measure('', workflow, batches)
  const [good, bad, end] = [start + HOUR_MS, start + 2 * HOUR_MS, start + 4 * HOUR_MS]
  await measure('', workflow, [[ok(good)]])
  const soon = times(TIMES, (index) => [ok(good + index * SECOND_MS)])
  const later = times(TIMES, (index) => [ok(good + (index + 1) * 6 * MINUTE_MS)])
  const more = times(TIMES, (index) => [failed(bad + (index + 1) * SECOND_MS)])
  const rows = [
    await measure(names.good, workflow, soon),
    await measure(names.noted, workflow, later),
    await measure(names.opens, workflow, [[failed(bad)]]),
    await measure(names.counted, workflow, more),
    await measure(names.ends, workflow, [[ok(end)]]),
  ]
  await measure('', workflow, [[failed(now - MINUTE_MS)]])
  return [...rows, await measure(names.inSight, workflow, [[ok(now - SECOND_MS)]])]
}

/** The event that brings the ends of runs of a workflow. */
const batchOf = (summary: RunSummary, workflowId: string, ends: readonly End[]): object => ({
  Records: ends.map((end, index) => ({
    messageId: `message-${index}`,
    body: JSON.stringify(summaryOf(summary, workflowId, end)),
  })),
})

const summaryOf = (summary: RunSummary, workflowId: string, { status, at }: End): RunSummary => ({
  ...summary,
  id: at
    .toString(16)
    .padStart(16, status === 'FAILED' ? 'f' : '0')
    .padEnd(64, '0'),
  workflowId,
  status,
  finishedAt: isoTime(at),
  receivedAt: isoTime(at),
  error: status === 'FAILED' ? { type: 'Error', message: 'Payment failed for order #4711', truncated: false } : null,
})
