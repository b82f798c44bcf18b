import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDynamoDbLedger } from '../../lib/aws/dynamodb-ledger.ts'
import type { Ledger, RecordedOutcome } from '../../lib/forward/ledger.ts'
import { MAX_RUN_ID_CHARS } from '../../lib/limits.ts'
import { outcomeFactsIn } from '../forward/outcome-facts-in.ts'
import { recordedRun, recordedRuns } from '../support/recorded-run.ts'
import { buildOutcome, RECORDED_AT } from './build-outcome.ts'
import { type RunsTable, startRunsTable } from './runs-table.ts'

const SIGNAL = new AbortController().signal
const DAY_MS = 86_400_000
const ENDED = recordedRuns.filter((name) => !['QUEUED', 'RUNNING'].includes(recordedRun(name).run.status))

let runs: RunsTable
beforeAll(async () => {
  runs = await startRunsTable()
})
afterAll(() => runs.stop())

/** A run that no other test knows, and the ledger, with what it holds of this run. */
let count = 0
const world = (now = RECORDED_AT) => {
  const run = { tenantId: 'tenant', runId: `run-${++count}` }
  const clock = { now }
  const ledger: Ledger = createDynamoDbLedger(runs.client, runs.table, () => clock.now, 5_000)
  const pk = `tenant#${run.runId}`
  return {
    clock,
    read: () => ledger.read(run, SIGNAL),
    record: (outcome: RecordedOutcome, known: readonly RecordedOutcome[] | null = []) =>
      ledger.record(run, outcome, known, SIGNAL),
    item: () => runs.item(pk),
    put: (attributes: Parameters<RunsTable['put']>[1]) => runs.put(pk, attributes),
  }
}

const at = (index: number): RecordedOutcome =>
  buildOutcome({ createdAt: RECORDED_AT + index, recordedAt: RECORDED_AT + index })
const bySequence = (outcomes: readonly RecordedOutcome[]) => outcomes.toSorted((a, b) => a.recordedAt - b.recordedAt)

/** Numbers in an order that is neither theirs nor its reverse. */
const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item, index) => ({ item, at: (index * 7) % items.length }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)

describe('the ledger in a table', () => {
  it.each(ENDED)('reads what it recorded of %s', async (name) => {
    const { read, record } = world()
    const outcome = { ...outcomeFactsIn(recordedRun(name)), ordinal: 3, recordedAt: RECORDED_AT }
    await record(outcome)

    expect(await read()).toEqual([outcome])
  })

  it('reads an outcome of which little is known', async () => {
    const { read, record } = world()
    const outcome = buildOutcome({ startedAt: null, finishedAt: null, tasks: null })
    await record(outcome)

    expect(await read()).toEqual([outcome])
  })

  it('knows nothing of a run that it was not told of', async () => {
    await world().record(buildOutcome())

    expect(await world().read()).toEqual([])
  })

  it('keeps the outcomes of two writers that write at once', async () => {
    const { read, record } = world()
    const outcomes = [0, 1, 2, 3].map(at)
    await Promise.all(outcomes.map((outcome) => record(outcome)))

    expect(bySequence(await read())).toEqual(outcomes)
  })

  it('keeps what was recorded first where it could not be read before', async () => {
    const { read, record } = world()
    await record(buildOutcome())
    await record(buildOutcome({ finishedAt: 0, recordedAt: RECORDED_AT + 1 }), null)

    expect(await read()).toEqual([buildOutcome()])
  })

  it('takes the place of one that has expired, though it was not deleted', async () => {
    const { clock, read, record } = world()
    await record(buildOutcome())
    clock.now += 32 * DAY_MS
    const again = buildOutcome({ recordedAt: clock.now })
    await record(again, await read())

    expect(await read()).toEqual([again])
  })

  it.each([
    ['status', { status: 'COMPLETED' }],
    ['createdAt', { createdAt: 0 }],
    ['number', { ordinal: 1 }],
  ] as const)('keeps outcomes apart by their %s', async (_, other) => {
    const { read, record } = world()
    await record(buildOutcome())
    await record(buildOutcome(other))

    expect(await read()).toHaveLength(2)
  })

  it('keeps the 20 newest outcomes of a run, in whatever order they are known', async () => {
    const { read, record, item } = world()
    for (let index = 0; index < 25; index++) {
      await record(at(index), shuffled(await read()))
      expect(bySequence(await read())).toEqual(
        Array.from({ length: Math.min(index + 1, 20) }, (_, kept) => at(index - Math.min(index, 19) + kept)),
      )
    }

    expect(Object.keys(await item())).toHaveLength(2 + 20)
  })

  it('lets as many go as writers at once have added beyond the limit', async () => {
    const { read, record } = world()
    for (let index = 0; index < 19; index++) await record(at(index))
    const known = await read()
    await Promise.all([19, 20, 21, 22].map((index) => record(at(index), known)))
    expect(await read()).toHaveLength(23)
    await record(at(23), await read())

    expect(bySequence(await read())).toEqual(Array.from({ length: 20 }, (_, index) => at(4 + index)))
  })

  it('does not read an outcome after 31 days, though it is still stored', async () => {
    const { read, record, item, clock } = world()
    await record(at(0))
    await record(at(1))
    clock.now = RECORDED_AT + 31 * DAY_MS - 1
    expect(await read()).toHaveLength(2)
    clock.now += 1

    expect(await read()).toEqual([at(1)])
    expect(Object.keys(await item())).toHaveLength(2 + 2)
  })

  it('lets DynamoDB delete a run 31 days after its last outcome', async () => {
    const { record, item } = world()
    await record(at(0))
    await record(buildOutcome({ recordedAt: RECORDED_AT + DAY_MS, ordinal: 1 }))

    expect((await item())['expiresAt']).toEqual({ N: String((RECORDED_AT + 32 * DAY_MS) / 1_000) })
  })

  it('passes over what it does not understand', async () => {
    const { read, record, put, item } = world()
    await record(buildOutcome())
    const stored = await item()
    const text = Object.entries(stored).find(([name]) => /^[0-9a-f]{16}$/.test(name))?.[1].S ?? ''
    const json = JSON.parse(text)
    const texts = [
      ...['{', '', 'null', '[]', '{}', '7', '"FAILED"'],
      ...Object.keys(json).map((member) => JSON.stringify({ ...json, [member]: undefined })),
      ...Object.keys(json).map((member) => JSON.stringify({ ...json, [member]: 'newer' })),
      ...Object.keys(json.tasks).map((member) =>
        JSON.stringify({ ...json, tasks: { ...json.tasks, [member]: 'newer' } }),
      ),
      JSON.stringify({ ...json, tasks: { ...json.tasks, failed: [['id']] } }),
      JSON.stringify({ ...json, tasks: { ...json.tasks, ended: { id: 1 } } }),
      JSON.stringify({ ...json, status: 'RUNNING' }),
    ]
    await put({
      ...stored,
      ...Object.fromEntries(
        texts.filter((each) => each !== '').map((S, index) => [index.toString(16).padStart(16, '0'), { S }]),
      ),
      ffffffffffffff00: { N: '7' },
      ffffffffffffff01: { BOOL: true },
      ffffffffffffff02: { L: [{ S: text }] },
      ffffffffffffff03: { M: { status: { S: 'FAILED' } } },
      ffffffffffffff04: { B: Buffer.from(text) },
      ffffffffffffff05: { NULL: true },
    })

    expect(await read()).toEqual([buildOutcome()])
  })

  it.each(['note', 'ABCDEF0123456789', 'abcdef012345678', 'abcdef01234567890', 'xabcdef0123456789'])(
    'does not take the attribute %s for an outcome',
    async (name) => {
      const { read, record, put, item } = world()
      await record(buildOutcome())
      const text = Object.entries(await item()).find(([each]) => /^[0-9a-f]{16}$/.test(each))?.[1]
      await put({ [name]: text ?? { S: '' } })

      expect(await read()).toEqual([])
    },
  )

  it('reads an outcome that a newer version has recorded with more members', async () => {
    const { read, put } = world()
    const { tasks, ...rest } = buildOutcome({ tasks: null })
    await put({ abcdef0123456789: { S: JSON.stringify({ ...rest, tasks, workflowId: 'new', version: 2 }) } })

    expect(await read()).toEqual([buildOutcome({ tasks: null })])
  })

  it.each([
    ['UUIDs', (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, 32],
    ['ids as long as can be', (index: number) => '€'.repeat(MAX_RUN_ID_CHARS - 2) + String(index + 10), 64],
  ])('takes less of an item than 64 KB for the most that is kept of a run, of tasks with %s', async (_, id, maxKb) => {
    const { read, record, item } = world()
    const retries = (from: number) =>
      new Map(Array.from({ length: 10 }, (__, index) => [id(from + index), Number.MAX_SAFE_INTEGER]))
    const tasks = { failed: retries(0), ended: retries(10), retries: 1e20, highestRetry: 1e20, allEnded: false }
    const outcomes = Array.from({ length: 20 }, (__, index) => ({ ...at(index), tasks }))
    for (const outcome of outcomes) await record(outcome)

    expect(bySequence(await read())).toEqual(outcomes)
    expect(Buffer.byteLength(JSON.stringify(await item()))).toBeLessThan(maxKb * 1_024)
  })
})
