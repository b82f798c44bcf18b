import { createHash } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { LedgerError, QueueError } from '../../lib/errors.ts'
import { type ForwardPorts, forwardRun } from '../../lib/forward/forward-run.ts'
import type { RecordedOutcome } from '../../lib/forward/ledger.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { buildRun } from '../support/build-run.ts'
import { buildTask } from '../support/build-task.ts'
import { createMemoryLedger } from '../support/memory-ledger.ts'
import { recordedRun } from '../support/recorded-run.ts'
import { reportOf } from '../support/report-of.ts'
import { outcomeFactsIn } from './outcome-facts-in.ts'
import { replaySentByHook } from './recorded-outcomes.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const SIGNAL = new AbortController().signal
const RUN = { tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52', runId: '5c6d273c-5c46-4288-953d-134855c00f3e' }
const HEAD = '["707d0855-80ab-4e1f-a156-f1c4546cbf52","5c6d273c-5c46-4288-953d-134855c00f3e"'
const CREATED_AT = Date.parse('2026-11-22T11:42:52.794Z')

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A DAG that failed; each time its one step is replayed, createdAt and startedAt stay. */
const failedDag = (retryCount: number) => ({
  run: buildRun({ status: 'FAILED' }),
  tasks: [buildTask({ status: 'FAILED', retryCount })],
})

const buildWorld = (withoutLedger: ForwardPorts['withoutLedger'] = 'forward') => {
  const sent: RunSummary[] = []
  const ledger = createMemoryLedger()
  const send = vi.fn<ForwardPorts['queues']['send']>(async (summary) => {
    sent.push(summary)
  })
  const summary = { dashboardUrl: 'https://hatchet.example', metadataKeys: [] }
  const ports: ForwardPorts = { queues: { send }, ledger, withoutLedger, summary, now: () => NOW }
  const deliver = (body: unknown) => forwardRun(reportOf(body), 'webhook', ports, SIGNAL)
  return { sent, ledger, send, deliver }
}

describe('an outcome that was told', () => {
  it.each(['COMPLETED', 'FAILED', 'CANCELLED'] as const)(
    'of a %s run is not told again, and is known by the id it was told under',
    async (status) => {
      const { deliver, sent, ledger } = buildWorld()
      await deliver(buildRun({ status }))
      const again = await deliver(buildRun({ status }))

      expect(again).toEqual({ outcome: 'duplicate', id: sent[0]?.id, runId: RUN.runId, status })
      expect(sent).toHaveLength(1)
      expect(ledger.calls).toEqual({ read: 2, record: 1, readMany: 0 })
    },
  )

  it('by the hook of a replay is known by the id the hook was answered, though its end has another createdAt', async () => {
    const { deliver, sent } = buildWorld()
    await deliver(replaySentByHook())
    const again = await deliver(recordedRun('replay-dag.final'))

    expect(again).toMatchObject({ outcome: 'duplicate', id: sent[0]?.id })
    expect(sent.map(({ createdAt }) => createdAt)).toEqual(['2026-11-22T11:22:35.282Z'])
  })

  it('is known under its own id among others of its run', async () => {
    const { deliver, sent } = buildWorld()
    for (const retryCount of [0, 1, 2]) await deliver(failedDag(retryCount))

    expect(await deliver(failedDag(1))).toMatchObject({ outcome: 'duplicate', id: sent[1]?.id })
  })

  it('does not hide one of another run, or of another tenant', async () => {
    const { deliver, sent } = buildWorld()
    const metadata = { ...(buildRun()['metadata'] as object), id: '5c6d273c-5c46-4288-953d-134855c00f3f' }
    for (const overrides of [{}, { metadata }, { tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf53' }]) {
      await deliver(buildRun(overrides))
    }

    expect(sent).toHaveLength(3)
  })
})

describe('an outcome that was not told', () => {
  it.each([['replay-fail-then-ok'], ['replay-dag']])(
    'is told though a later one of its run was: %s, the wrong way round',
    async (name) => {
      const { deliver, sent } = buildWorld()
      const [before, final] = [recordedRun(`${name}.before`), recordedRun(`${name}.final`)]
      for (const body of [final, before]) expect(await deliver(body)).toMatchObject({ outcome: 'forwarded' })
      for (const body of [before, final]) expect(await deliver(body)).toMatchObject({ outcome: 'duplicate' })

      expect(sent.map(({ finishedAt }) => finishedAt)).toEqual(
        [final, before].map(({ run }) => new Date(run.finishedAt).toISOString()),
      )
    },
  )

  it('is numbered where its run has told others of that status and creation time', async () => {
    const { deliver, sent } = buildWorld()
    for (const retryCount of [0, 1, 2]) await deliver(failedDag(retryCount))

    const head = `${HEAD},"FAILED","2026-11-22T11:42:52.794Z"`
    expect(sent.map(({ id }) => id)).toEqual([`${head}]`, `${head},1]`, `${head},2]`].map(sha256))
  })

  it.each([
    ['none', [], 0],
    ['one of another status', [{ status: 'COMPLETED' as const, ordinal: 3 }], 0],
    ['one of another creation time', [{ createdAt: CREATED_AT - 1, ordinal: 3 }], 0],
    ['one that is not the first, of which the first has expired', [{ ordinal: 3 }], 4],
    ['several in any order', [{ ordinal: 5 }, { ordinal: 0 }, { ordinal: 2 }], 6],
  ])('has the next number where there is %s', async (_, recorded, ordinal) => {
    const { deliver, ledger } = buildWorld()
    const told = outcomeFactsIn(failedDag(0))
    for (const each of recorded) {
      await ledger.record(RUN, { ...told, recordedAt: NOW - 1, ...each } as RecordedOutcome, [], SIGNAL)
    }
    await deliver(failedDag(9))

    expect(ledger.outcomesOf(RUN).at(-1)).toMatchObject({ ordinal, recordedAt: NOW })
  })

  it('is recorded as it was told, when, and under its number', async () => {
    const { deliver, ledger } = buildWorld()
    await deliver(failedDag(0))
    await deliver(failedDag(1))

    expect(ledger.outcomesOf(RUN)).toEqual([
      { ...outcomeFactsIn(failedDag(0)), ordinal: 0, recordedAt: NOW },
      { ...outcomeFactsIn(failedDag(1)), ordinal: 1, recordedAt: NOW },
    ])
  })

  it('is recorded only once every queue has it', async () => {
    const { deliver, send, ledger } = buildWorld()
    const { promise, resolve } = Promise.withResolvers<void>()
    send.mockReturnValue(promise)
    const delivery = deliver(buildRun())
    for (let turn = 0; turn < 10; turn++) await null

    expect(send).toHaveBeenCalledOnce()
    expect(ledger.calls).toMatchObject({ read: 1, record: 0 })
    resolve()
    await delivery
    expect(ledger.calls).toMatchObject({ read: 1, record: 1 })
  })

  it('asks the ledger under the deadline, and tells it what it knew of the run', async () => {
    const { deliver, ledger } = buildWorld()
    await deliver(failedDag(0))
    const known = ledger.outcomesOf(RUN)
    const [read, record] = [vi.spyOn(ledger, 'read'), vi.spyOn(ledger, 'record')]
    await deliver(failedDag(1))

    expect(read.mock.calls).toEqual([[RUN, SIGNAL]])
    expect(record.mock.calls).toEqual([[RUN, ledger.outcomesOf(RUN)[1], known, SIGNAL]])
  })
})

it.each(['QUEUED', 'RUNNING'])('a %s run costs the ledger nothing', async (status) => {
  const { deliver, ledger } = buildWorld('refuse')
  await deliver(buildRun({ status }))

  expect(ledger.calls).toEqual({ read: 0, record: 0, readMany: 0 })
})

describe('where a queue fails', () => {
  it('nothing is recorded, and the next delivery is told under the same id', async () => {
    const { deliver, send, sent, ledger } = buildWorld()
    send.mockImplementationOnce(async (summary) => {
      sent.push(summary)
      throw new QueueError('1 of 2 queues failed')
    })

    await expect(deliver(failedDag(0))).rejects.toThrow(QueueError)
    expect(ledger.calls.record).toBe(0)
    expect(await deliver(failedDag(0))).toMatchObject({ outcome: 'forwarded' })
    expect(sent[1]?.id).toBe(sent[0]?.id)
  })
})

describe('where the ledger cannot be read', () => {
  it('the run is told, and recorded, and why is said', async () => {
    const { deliver, sent, ledger } = buildWorld()
    ledger.faults.add('read')

    expect(await deliver(buildRun())).toEqual({ outcome: 'forwarded', summary: sent[0], ledgerFault: 'read fails' })
    expect(ledger.outcomesOf(RUN)).toHaveLength(1)
  })

  it('a run that was told is told again under the same id, and its record stays as it is', async () => {
    const { deliver, sent, ledger } = buildWorld()
    await deliver(buildRun())
    ledger.faults.add('read')

    expect(await deliver(buildRun())).toMatchObject({ outcome: 'forwarded', ledgerFault: 'read fails' })
    expect(sent[1]?.id).toBe(sent[0]?.id)
    ledger.faults.clear()
    expect(await deliver(buildRun())).toMatchObject({ outcome: 'duplicate', id: sent[0]?.id })
  })

  it('nor written, the first fault is told', async () => {
    const { deliver, ledger } = buildWorld()
    ledger.faults.add('read').add('record')

    expect(await deliver(buildRun())).toMatchObject({ outcome: 'forwarded', ledgerFault: 'read fails' })
  })

  it('nothing is told where a poll comes again anyway', async () => {
    const { deliver, send, ledger } = buildWorld('refuse')
    ledger.faults.add('read')

    await expect(deliver(buildRun())).rejects.toThrow(new LedgerError('read fails'))
    expect(send).not.toHaveBeenCalled()
    expect(ledger.calls.record).toBe(0)
  })
})

describe('where the ledger cannot be written', () => {
  it('the run is told, why is said, and a repeat is told under the same id', async () => {
    const { deliver, sent, ledger } = buildWorld()
    ledger.faults.add('record')

    expect(await deliver(buildRun())).toEqual({ outcome: 'forwarded', summary: sent[0], ledgerFault: 'record fails' })
    ledger.faults.clear()
    expect(await deliver(buildRun())).toMatchObject({ outcome: 'forwarded', ledgerFault: null })
    expect(sent[1]?.id).toBe(sent[0]?.id)
    expect(await deliver(buildRun())).toMatchObject({ outcome: 'duplicate', id: sent[0]?.id })
  })

  it('a poll fails, and tells the run again under the same id', async () => {
    const { deliver, sent, ledger } = buildWorld('refuse')
    ledger.faults.add('record')

    await expect(deliver(buildRun())).rejects.toThrow(new LedgerError('record fails'))
    ledger.faults.clear()
    expect(await deliver(buildRun())).toMatchObject({ outcome: 'forwarded', ledgerFault: null })
    expect(sent[1]?.id).toBe(sent[0]?.id)
  })
})

describe('a defect of the ledger', () => {
  it.each([
    ['read', 'forward', 0],
    ['read', 'refuse', 0],
    ['record', 'forward', 1],
    ['record', 'refuse', 1],
  ] as const)('is never taken for a fault: %s, %s', async (call, withoutLedger, sends) => {
    const { deliver, send, ledger } = buildWorld(withoutLedger)
    const defect = new TypeError('a defect')
    vi.spyOn(ledger, call).mockRejectedValue(defect)

    await expect(deliver(buildRun())).rejects.toBe(defect)
    expect(send).toHaveBeenCalledTimes(sends)
  })
})
