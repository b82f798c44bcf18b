import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncidentItem, IncidentKey } from '../../lib/alerts/incident/incident-item.ts'
import { createDynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { anyText } from '../support/any-text.ts'
import { buildIncidentItem, type IncidentsTable, startIncidentsTable } from '../support/incidents-table.ts'

const SIGNAL = new AbortController().signal
const NOW = Date.UTC(2026, 10, 22, 12)
const EXPIRY_MS = 31 * 86_400_000
const CLOSED = { open: null, dueAt: null }

const time = fc.integer({ min: 0, max: 4e12 })
const count = fc.nat()
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const text = anyText(30)
const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
const kind = fc.constantFrom('opened' as const, 'update' as const, 'resolved' as const, 'recovered' as const)
const outcomeId = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 })
const second = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((seconds) => seconds * 1_000)
const open = fc.record({ id, openedAt: time, firstFailAt: time, total: count, isSilenced: fc.boolean() })
const sink = fc.record({
  incidentId: orNull(text),
  maybeIncidentId: orNull(text),
  told: count,
  toldAt: orNull(time),
  intervalMs: time,
  failingSince: orNull(time),
  tries: count,
  tryAt: orNull(time),
  claim: orNull(fc.record({ by: text, until: time, kind, incidentId: orNull(text), told: count })),
})
const sinkName = fc.oneof(id, fc.constantFrom('constructor', 'prototype', 'toString'))
const anyItem: fc.Arbitrary<IncidentItem> = fc.record({
  key: fc.record({ tenantId: fc.uuid(), workflowId: id, route: id }),
  version: fc.constant(0),
  workflowName: text,
  open: orNull(open),
  last: orNull(
    fc
      .record({
        lastFailAt: time,
        endedAt: time,
        reason: fc.constantFrom('succeeded' as const, 'quiet' as const, 'unrouted' as const),
        everAtEnd: count,
      })
      .chain((ended) => open.map((opened) => ({ ...opened, ...ended }))),
  ),
  ever: count,
  lastFailAt: orNull(time),
  lastOkAt: orNull(time),
  recent: fc.array(fc.record({ at: time, arrivedAt: time }), { maxLength: 50 }),
  seen: fc.array(fc.record({ outcomeId, arrivedAt: second }), { maxLength: 100 }),
  sample: orNull(
    fc.record({
      at: time,
      runId: text,
      displayName: text,
      status: fc.constantFrom('COMPLETED' as const, 'FAILED' as const, 'CANCELLED' as const),
      url: text,
      error: orNull(text),
      failedTasks: fc.array(text),
      durationMs: orNull(time),
    }),
  ),
  sinks: fc.array(fc.tuple(sinkName, sink), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  dueAt: orNull(time),
})

describe('incidents in a table', () => {
  let incidents: IncidentsTable
  let now = NOW
  beforeAll(async () => {
    incidents = await startIncidentsTable()
  })
  afterAll(() => incidents.stop())

  /** A table of its own would cost each test time: the workflows are its own. */
  let workflows = 0
  const newKey = (): IncidentKey => ({ ...buildIncidentItem().key, workflowId: `workflow-${++workflows}` })
  const storeOf = (client = incidents.client) => createDynamoDbIncidentStore(client, incidents.table, () => now)
  const stored = (key: IncidentKey) => incidents.item(`${key.tenantId}#${key.workflowId}`, key.route)
  const corrupt = async (key: IncidentKey, changes: Record<string, AttributeValue | undefined>) => {
    const attributes = Object.entries({ ...(await stored(key)), ...changes }).filter(([, value]) => value !== undefined)
    await incidents.put(`${key.tenantId}#${key.workflowId}`, key.route, Object.fromEntries(attributes) as never)
  }
  /** What is in the index of the workflows of one test. */
  const dueOf = async (keys: readonly IncidentKey[], at: number) =>
    (await storeOf().due(at, 1_000, SIGNAL)).filter(({ workflowId }) =>
      keys.some((key) => key.workflowId === workflowId),
    )

  it('are read as they were written, under the next version', async () => {
    const store = storeOf()
    await fc.assert(
      fc.asyncProperty(anyItem, async (item) => {
        const written = await store.write(item, NOW, SIGNAL)
        expect(written).toEqual({ ...item, version: 1 })
        expect(await store.read(item.key, SIGNAL)).toEqual(written)
      }),
      { numRuns: 100 },
    )
  })

  it('hold 12 bytes per failure that is remembered and the rest as readable JSON', async () => {
    const item = buildIncidentItem({ key: newKey() })
    await storeOf().write(item, NOW, SIGNAL)

    const { key, version, seen, dueAt, sinks, ...rest } = item
    const { incident, ...attributes } = await stored(key)
    expect(attributes).toEqual({
      pk: { S: `${key.tenantId}#${key.workflowId}` },
      sk: { S: 'default' },
      form: { N: '2' },
      version: { N: '1' },
      seen: { B: new Uint8Array(Buffer.from('0123456789abcdef00000001fedcba987654321000000002', 'hex')) },
      due: { S: 'due' },
      dueAt: { N: '901000' },
    })
    expect(JSON.parse(incident?.S ?? '')).toEqual({ ...rest, sinks: Object.entries(sinks) })
  })

  it('of the form before are read, but for what they remembered without times', async () => {
    const item = buildIncidentItem({ key: newKey() })
    await storeOf().write(item, NOW, SIGNAL)
    await corrupt(item.key, { form: { N: '1' }, seen: { B: new Uint8Array(24) } })

    expect(await storeOf().read(item.key, SIGNAL)).toEqual({ ...item, version: 1, seen: [] })
  })

  it('of one workflow are kept apart by their routes, and those of tenants from each other', async () => {
    const store = storeOf()
    const key = newKey()
    await store.write(buildIncidentItem({ key }), NOW, SIGNAL)

    expect(await store.read({ ...key, route: 'payments' }, SIGNAL)).toBeNull()
    expect(await store.read({ ...key, tenantId: 'c2f3a7e4-7f5c-4f34-9d5e-9d0a7b1d2f10' }, SIGNAL)).toBeNull()
  })

  it('are written by one of 20 writers at once, under each version', async () => {
    const store = storeOf()
    let item = buildIncidentItem({ key: newKey() })
    for (let round = 1; round <= 5; round += 1) {
      const before = item
      const written = await Promise.all(
        Array.from({ length: 20 }, (_, writer) => store.write({ ...before, ever: 100 * round + writer }, NOW, SIGNAL)),
      )
      const winners = written.filter((each) => each !== null)
      expect(winners).toHaveLength(1)
      item = winners[0] as IncidentItem
      expect(item.version).toBe(round)
      expect(await store.read(item.key, SIGNAL)).toEqual(item)
    }
  })

  it('are not written anew by who holds an old version, or one that was never stored', async () => {
    const store = storeOf()
    const first = (await store.write(buildIncidentItem({ key: newKey() }), NOW, SIGNAL)) as IncidentItem
    const second = await store.write({ ...first, ever: 3 }, NOW, SIGNAL)

    for (const version of [0, 1, 3]) expect(await store.write({ ...first, version }, NOW, SIGNAL)).toBeNull()
    expect(await store.write(buildIncidentItem({ key: newKey(), version: 4 }), NOW, SIGNAL)).toBeNull()
    expect(await store.read(first.key, SIGNAL)).toEqual(second)
  })

  it('are stored once where an answer is lost: what was made again by itself is a conflict', async () => {
    const client = new DynamoDBClient({ ...localClientConfig(incidents.url), maxAttempts: 2 })
    let answers = 0
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args)
        answers += 1
        if (answers === 1) throw Object.assign(new Error('lost'), { name: 'TimeoutError' })
        return answer
      },
      { step: 'deserialize', priority: 'low' },
    )
    const item = buildIncidentItem({ key: newKey() })

    expect(await storeOf(client).write(item, NOW, SIGNAL)).toBeNull()
    expect(answers).toBe(2)
    expect(await storeOf().read(item.key, SIGNAL)).toEqual({ ...item, version: 1 })
    client.destroy()
  })

  describe('with something to do', () => {
    it('are in the index only while they are', async () => {
      const store = storeOf()
      const key = newKey()
      const pending = await store.countPending(SIGNAL)
      const first = (await store.write(buildIncidentItem({ key, dueAt: NOW }), NOW, SIGNAL)) as IncidentItem
      expect(await dueOf([key], NOW)).toEqual([key])
      expect(await store.countPending(SIGNAL)).toBe(pending + 1)

      const second = (await store.write({ ...first, dueAt: null }, NOW, SIGNAL)) as IncidentItem
      expect(await dueOf([key], NOW)).toEqual([])
      expect(await store.countPending(SIGNAL)).toBe(pending)

      await store.write({ ...second, ...CLOSED }, NOW, SIGNAL)
      expect(await dueOf([key], NOW)).toEqual([])
      expect(await stored(key)).not.toHaveProperty('due')
    })

    it('come when it is time, the longest overdue first', async () => {
      const store = storeOf()
      const times = [NOW + 1, NOW - 5, NOW, 0, NOW - 10_000_000, 0.5]
      const keys = await Promise.all(
        times.map(async (dueAt) => {
          const key = newKey()
          await store.write(buildIncidentItem({ key, dueAt }), NOW, SIGNAL)
          return key
        }),
      )

      expect(await dueOf(keys, NOW)).toEqual([3, 5, 4, 1, 2].map((index) => keys[index]))
      expect(await store.due(NOW, 2, SIGNAL)).toHaveLength(2)
    })

    it('come over several pages of the table', async () => {
      const table = await startIncidentsTable()
      const store = createDynamoDbIncidentStore(table.client, table.table, () => NOW)
      const workflowIds = Array.from(
        { length: 400 },
        (_, index) => `${String(index).padStart(5, '0')}${'x'.repeat(1_900)}`,
      )
      for (let start = 0; start < workflowIds.length; start += 100) {
        await Promise.all(
          workflowIds.slice(start, start + 100).map((workflowId, index) => {
            const key = { ...buildIncidentItem().key, workflowId, route: 'r'.repeat(1_000) }
            return store.write(buildIncidentItem({ key, dueAt: start + index }), NOW, SIGNAL)
          }),
        )
      }

      const due = await store.due(NOW, 1_000, SIGNAL)
      expect(due.map(({ workflowId }) => workflowId)).toEqual(workflowIds)
      expect(await store.countPending(SIGNAL)).toBe(400)
      await table.stop()
    })
  })

  describe('expire', () => {
    it.each<[string, Partial<IncidentItem>, boolean]>([
      ['31 days after the last write where nothing is open or due', CLOSED, true],
      ['never while one is open', { dueAt: null }, false],
      ['never while something is due', { open: null }, false],
      ['never while one is open and something is due', {}, false],
    ])('%s', async (_, overrides, isExpected) => {
      const key = newKey()
      await storeOf().write(buildIncidentItem({ key, ...overrides }), NOW + 1, SIGNAL)

      const { expiresAt } = await stored(key)
      expect(expiresAt).toEqual(isExpected ? { N: String((NOW + EXPIRY_MS) / 1_000 + 1) } : undefined)
    })

    it('no more once there is something again', async () => {
      const store = storeOf()
      const closed = (await store.write(buildIncidentItem({ key: newKey(), ...CLOSED }), NOW, SIGNAL)) as IncidentItem
      await store.write({ ...closed, dueAt: NOW }, NOW, SIGNAL)

      expect(await stored(closed.key)).not.toHaveProperty('expiresAt')
    })

    const expired = async (): Promise<IncidentItem> => {
      const item = buildIncidentItem({ key: newKey(), ...CLOSED })
      const first = (await storeOf().write(item, NOW, SIGNAL)) as IncidentItem
      return (await storeOf().write({ ...first, ever: 9 }, NOW, SIGNAL)) as IncidentItem
    }
    const at = async <T>(time: number, work: () => Promise<T>): Promise<T> => {
      now = time
      try {
        return await work()
      } finally {
        now = NOW
      }
    }

    it('and then count as none, though they are still there', async () => {
      const { key } = await expired()

      expect(await at(NOW + EXPIRY_MS - 1, () => storeOf().read(key, SIGNAL))).toMatchObject({ ever: 9, version: 2 })
      expect(await at(NOW + EXPIRY_MS, () => storeOf().read(key, SIGNAL))).toBeNull()
      expect(await stored(key)).not.toEqual({})
    })

    it.each([0, 1_000, 86_400_000])('and then give way to a new one, once: %d ms later', async (since) => {
      const { key } = await expired()
      const item = buildIncidentItem({ key, ever: 1 })
      expect(await at(NOW + EXPIRY_MS - 1, () => storeOf().write(item, NOW, SIGNAL))).toBeNull()

      const later = NOW + EXPIRY_MS + since
      const written = await at(later, () =>
        Promise.all(Array.from({ length: 10 }, () => storeOf().write(item, later, SIGNAL))),
      )
      expect(written.filter((each) => each !== null)).toEqual([{ ...item, version: 1 }])
      expect(await at(later, () => storeOf().read(key, SIGNAL))).toEqual({ ...item, version: 1 })
    })

    it('and then are still written by who read them before', async () => {
      const item = await expired()

      expect(await at(NOW + EXPIRY_MS, () => storeOf().write(item, NOW, SIGNAL))).toMatchObject({ version: 3, ever: 9 })
    })
  })

  describe('that are no incidents', () => {
    const json = (change: (incident: Record<string, unknown>) => void): { incident: { S: string } } => {
      const { key, version, seen, dueAt, ...rest } = buildIncidentItem()
      const incident = { ...rest, sinks: Object.entries(rest.sinks) }
      change(incident)
      return { incident: { S: JSON.stringify(incident) } }
    }

    it.each<[string, Record<string, AttributeValue | undefined>]>([
      ['it has form 3, and only 1 and 2 are known', { form: { N: '3' } }],
      ['it has form none, and only 1 and 2 are known', { form: undefined }],
      ['it is not a JSON object', { incident: undefined }],
      ['it is not a JSON object', { incident: { S: '{"hunter2":' } }],
      ['it is not a JSON object', { incident: { S: '[]' } }],
      ['its version is missing or wrong', { version: undefined }],
      ['its version is missing or wrong', { version: { S: 'hunter2' } }],
      ['its version is missing or wrong', { version: { N: '0' } }],
      ['its seen is missing or wrong', { seen: { S: 'hunter2' } }],
      ['its seen is missing or wrong', { seen: { B: new Uint8Array(11) } }],
      ['its seen is missing or wrong', { seen: { B: new Uint8Array(13) } }],
      ['its ever is missing or wrong', json((incident) => Object.assign(incident, { ever: 'hunter2' }))],
      ['its workflowName is missing or wrong', json((incident) => Reflect.deleteProperty(incident, 'workflowName'))],
      ['its open.id is missing or wrong', json((incident) => Object.assign(incident, { open: [] }))],
      ['its sinks is missing or wrong', json((incident) => Object.assign(incident, { sinks: { team: 'hunter2' } }))],
      [
        'its sinks.0.1.told is missing or wrong',
        json((incident) =>
          Object.assign(incident, { sinks: [['team', { incidentId: null, maybeIncidentId: null, told: 'hunter2' }]] }),
        ),
      ],
    ])('cannot be read, so that nothing is counted anew: %s (%#)', async (what, changes) => {
      const key = newKey()
      await storeOf().write(buildIncidentItem({ key }), NOW, SIGNAL)
      await corrupt(key, changes)

      await expect(storeOf().read(key, SIGNAL)).rejects.toMatchObject({
        name: 'StoreError',
        message: `an incident cannot be read: ${what}`,
      })
    })

    it('count as none as well once they have expired', async () => {
      const key = newKey()
      await incidents.put(`${key.tenantId}#${key.workflowId}`, key.route, { expiresAt: { N: String(NOW / 1_000) } })

      expect(await storeOf().read(key, SIGNAL)).toBeNull()
    })

    it('are read all the same where only a member is unknown', async () => {
      const key = newKey()
      const written = await storeOf().write(buildIncidentItem({ key }), NOW, SIGNAL)
      await corrupt(key, { ...json((incident) => Object.assign(incident, { newer: 1 })), newer: { S: 'x' } })

      expect(await storeOf().read(key, SIGNAL)).toEqual(written)
    })
  })
})
