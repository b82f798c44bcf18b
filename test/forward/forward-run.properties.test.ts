import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { QueueError } from '../../lib/errors.ts'
import { type Forwarded, type ForwardPorts, forwardRun } from '../../lib/forward/forward-run.ts'
import { TERMINAL_STATUSES } from '../../lib/run/run-status.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { createMemoryLedger } from '../support/memory-ledger.ts'
import { reportOf } from '../support/report-of.ts'

const START = Date.UTC(2026, 10, 22, 12)
const SIGNAL = new AbortController().signal
const RUNS = 3

/** How one attempt of a run came about, and ended. */
const attempt = fc.record({
  replayed: fc.constantFrom('whole', 'one step'),
  status: fc.constantFrom(...TERMINAL_STATUSES),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never

const delivery = fc.record({
  run: fc.nat({ max: RUNS - 1 }),
  attempt: fc.nat({ max: 5 }),
  ledgerFaults: fc.constant<readonly ('read' | 'record')[]>([]),
  queueFault: fc.constant<'none' | 'before' | 'after'>('none'),
})
type Delivery = typeof delivery extends fc.Arbitrary<infer T> ? T : never

const faultyDelivery: fc.Arbitrary<Delivery> = fc
  .tuple(
    delivery,
    fc.subarray<'read' | 'record'>(['read', 'record'], { maxLength: 2 }),
    fc.constantFrom('none', 'none', 'none', 'before', 'after'),
  )
  .map(([each, ledgerFaults, queueFault]) => ({ ...each, ledgerFaults, queueFault }))

const runId = (run: number): string => `5c6d273c-5c46-4288-953d-13485500000${run}`
const iso = (epochMs: number): string => new Date(epochMs).toISOString()

/** The bodies of a DAG's attempts, one after the other. Each ends at a time of its own, by which its summaries are known here. */
const bodiesOf = (run: number, attempts: readonly Attempt[]): unknown[] => {
  let createdAt = START
  const retries = { charge: 0, ship: 0 }
  return attempts.map(({ replayed, status }, index) => {
    const finishedAt = START + index * 60_000 + 5_000
    if (index > 0) retries.charge += 1
    if (index > 0 && replayed === 'whole') {
      retries.ship += 1
      createdAt = START + index * 60_000
    }
    const metadata = { id: runId(run), createdAt: iso(START - 100), updatedAt: iso(START - 100) }
    const times = { createdAt: iso(createdAt), startedAt: iso(createdAt), finishedAt: iso(finishedAt) }
    return {
      run: buildRun({ metadata, status, ...times }),
      tasks: [
        buildTask({ metadata: { id: `charge-${run}` }, status, retryCount: retries.charge }),
        buildTask({
          metadata: { id: `ship-${run}` },
          status: status === 'FAILED' ? 'CANCELLED' : status,
          retryCount: retries.ship,
        }),
      ],
    }
  })
}

type Result = Forwarded | Error

const history = fc.tuple(...Array.from({ length: RUNS }, () => fc.array(attempt, { minLength: 1, maxLength: 6 })))

/** Delivers all, and tells what was put on the queue and what each delivery came to. */
const deliverAll = async (
  histories: readonly (readonly Attempt[])[],
  deliveries: readonly Delivery[],
  withoutLedger: ForwardPorts['withoutLedger'],
) => {
  const bodies = histories.map((attempts, run) => bodiesOf(run, attempts))
  const queue: RunSummary[] = []
  const ledger = createMemoryLedger()
  let fault: Delivery['queueFault'] = 'none'
  let now = START
  const send = async (summary: RunSummary): Promise<void> => {
    if (fault !== 'before') queue.push(summary)
    if (fault !== 'none') throw new QueueError('no answer')
  }
  const summary = { dashboardUrl: 'https://hatchet.example', metadataKeys: [] }
  const ports: ForwardPorts = { queues: { send }, ledger, withoutLedger, summary, now: () => now }

  const results: { key: string; result: Result }[] = []
  for (const each of deliveries) {
    const ofRun = bodies[each.run] ?? []
    const report = reportOf(ofRun[each.attempt % ofRun.length])
    ledger.faults.clear()
    for (const call of each.ledgerFaults) ledger.faults.add(call)
    fault = each.queueFault
    now += 1_000
    const result = await forwardRun(report, 'webhook', ports, SIGNAL).catch((error: Error) => error)
    results.push({ key: `${report.run.metadata.id} ${iso(report.run.finishedAt ?? 0)}`, result })
  }
  return { results, queue: queue.map((each) => ({ key: `${each.runId} ${each.finishedAt}`, id: each.id })) }
}

const isPromise = ({ result }: { result: Result }): boolean => !(result instanceof Error)
const keysOf = (told: readonly { key: string }[]) => new Set(told.map(({ key }) => key))

describe('whatever is delivered, in whatever order', () => {
  it.each(['forward', 'refuse'] as const)(
    'every outcome is told exactly once, under an id of its own (%s)',
    async (mode) => {
      await fc.assert(
        fc.asyncProperty(history, fc.array(delivery, { maxLength: 40 }), async (histories, deliveries) => {
          const { results, queue } = await deliverAll(histories, deliveries, mode)

          expect(results.every(isPromise)).toBe(true)
          expect(queue.map(({ key }) => key).sort()).toEqual([...keysOf(results)].sort())
          expect(new Set(queue.map(({ id }) => id)).size).toBe(queue.length)
        }),
        { numRuns: 300 },
      )
    },
  )

  it.each(['forward', 'refuse'] as const)(
    'nothing that was promised is lost, and nothing is made up, while queues and ledger fail (%s)',
    async (mode) => {
      await fc.assert(
        fc.asyncProperty(history, fc.array(faultyDelivery, { maxLength: 40 }), async (histories, deliveries) => {
          const { results, queue } = await deliverAll(histories, deliveries, mode)

          const told = keysOf(queue)
          expect([...keysOf(results.filter(isPromise))].filter((key) => !told.has(key))).toEqual([])
          const delivered = keysOf(results)
          expect([...told].filter((key) => !delivered.has(key))).toEqual([])
        }),
        { numRuns: 300 },
      )
    },
  )
})
