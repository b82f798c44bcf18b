import { BatchGetItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Hatchet } from '../../local/hatchet/hatchet.ts'
import { startHatchet } from '../../local/hatchet/start-hatchet.ts'
import { type BuiltHatchetRun, buildHatchetRun, HATCHET_TENANT } from '../support/build-hatchet-run.ts'
import { type CapturedStdout, captureStdout } from '../support/capture-stdout.ts'
import { emfProblems } from '../support/emf-problems.ts'
import { loadReconcile } from '../support/load-reconcile.ts'
import { mockTable } from '../support/memory-table.ts'
import { runId } from '../support/run-id.ts'
import { spyOnConsole } from '../support/spy-on-console.ts'

const TICK = { schedule: '5min', windowMinutes: 60 }
const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.hunter2'
const REVOKED = 'eyJhbGciOiJFUzI1NiJ9.hunter3'
const OTHER_TENANT = '11111111-2222-4333-8444-555555555555'

const sqs = mockClient(SQSClient)
const secrets = mockClient(SecretsManagerClient)
const dynamoDb = mockClient(DynamoDBClient)
let hatchet: Hatchet
let stdout: CapturedStdout

beforeEach(async () => {
  sqs.reset()
  sqs.on(SendMessageCommand).resolves({ MessageId: 'message' })
  mockTable(dynamoDb)
  hatchet = await startHatchet({ tokens: new Map([[TOKEN, HATCHET_TENANT]]) })
  keepTenants([{ tenantId: HATCHET_TENANT, token: TOKEN }])
  stdout = captureStdout()
})
afterEach(() => hatchet.stop())

const keepTenants = (tenants: unknown) => {
  secrets.reset()
  secrets.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(tenants) })
}

const load = (variables: Record<string, string | undefined> = {}) =>
  loadReconcile({ HATCHET_API_URL: hatchet.url, ...variables })

/** A function after its tenant's first tick, and an hour: Hatchet's clock is ahead of ours then. */
const installed = async (variables: Record<string, string | undefined> = {}) => {
  const reconcile = await load(variables)
  await reconcile(TICK)
  hatchet.advance(3_600_000)
  return reconcile
}

const put = (run: Partial<BuiltHatchetRun> & { readonly id: string }) =>
  hatchet.model.put(buildHatchetRun({ createdAt: hatchet.now() - 60_000, ...run }))

const messages = () =>
  sqs.commandCalls(SendMessageCommand).map(({ args }) => JSON.parse(args[0].input.MessageBody ?? ''))

const sumOf = (metric: string) =>
  stdout.lines().reduce((sum, { [metric]: value }) => sum + (typeof value === 'number' ? value : 0), 0)

const asked = (pattern: RegExp) => hatchet.requests.filter(({ path }) => pattern.test(path)).length

describe('a tick', () => {
  it('sends one message for a run that no webhook told, and counts it', async () => {
    const reconcile = await installed({ METRIC_WORKFLOWS: 'charge-card' })
    put({ id: runId(1), status: 'FAILED' })
    await reconcile(TICK)
    await reconcile(TICK)

    expect(messages()).toMatchObject([
      { runId: runId(1), status: 'FAILED', source: 'reconcile', workflowName: 'charge-card' },
    ])
    expect(sumOf('RunsForwarded')).toBe(1)
    expect(sumOf('FoundByReconcile')).toBe(1)
    expect(sumOf('RunsChecked')).toBe(2)
    expect(sumOf('ReconcileTicks')).toBe(3)
    expect(sumOf('ReconcileErrors')).toBe(0)
  })

  it('of a cold instance tells nothing that another told', async () => {
    const reconcile = await installed()
    put({ id: runId(1), status: 'FAILED' })
    await reconcile(TICK)
    await (await load())(TICK)

    expect(messages()).toHaveLength(1)
  })

  it('counts a tenant whose token is no good as auth, and tells the others’ runs', async () => {
    keepTenants([
      { tenantId: OTHER_TENANT, token: REVOKED },
      { tenantId: HATCHET_TENANT, token: TOKEN },
    ])
    const reconcile = await installed()
    put({ id: runId(1) })
    await reconcile(TICK)

    expect(messages()).toHaveLength(1)
    expect(stdout.lines().filter(({ ReconcileErrors }) => ReconcileErrors)).toMatchObject([
      { reason: 'auth', tenantId: OTHER_TENANT, ReconcileErrors: 1, level: 'ERROR' },
      { reason: 'auth', tenantId: OTHER_TENANT, ReconcileErrors: 1 },
    ])
  })

  it.each([1, 2, 3, 4, 5, 6, 7])('has a heartbeat and a turn for each of %i tenants', async (count) => {
    const tenants = Array.from({ length: count }, (_, index) => `11111111-2222-4333-8444-00000000000${index}`)
    keepTenants(tenants.map((tenantId) => ({ tenantId, token: REVOKED })))
    const reconcile = await load()
    for (let tick = 0; tick < 3; tick++) await reconcile(TICK)

    expect(sumOf('ReconcileTicks')).toBe(3)
    expect(sumOf('ReconcileErrors')).toBe(3 * count)
  })

  it.each(['', '[]'])('is off where the secret is %j: one line, with a heartbeat, and no request', async (text) => {
    secrets.reset()
    secrets.on(GetSecretValueCommand).resolves({ SecretString: text })
    await (await load())(TICK)

    expect(stdout.lines()).toMatchObject([{ message: expect.stringMatching(/^reconcile is off/), ReconcileTicks: 1 }])
    expect(hatchet.requests).toEqual([])
    expect(dynamoDb.calls()).toEqual([])
  })

  it.each<[string, () => void]>([
    ['cannot be read', () => secrets.reset().on(GetSecretValueCommand).rejects(new Error(TOKEN))],
    ['is no JSON', () => secrets.reset().on(GetSecretValueCommand).resolves({ SecretString: TOKEN })],
    ['has no tenant id', () => keepTenants([{ tenantId: TOKEN, token: TOKEN }])],
  ])('counts a secret that %s, with a heartbeat', async (_, spoil) => {
    spoil()
    await (await load())(TICK)

    expect(stdout.lines()).toMatchObject([
      { reason: 'secret', ReconcileErrors: 1 },
      { message: 'tick failed', ReconcileTicks: 1 },
    ])
    expect(stdout.text()).not.toContain('hunter')
    expect(hatchet.requests).toEqual([])
  })

  it('keeps its cursor where BatchGetItem left keys unprocessed, and sends nothing', async () => {
    const reconcile = await installed()
    put({ id: runId(1) })
    dynamoDb.on(BatchGetItemCommand).resolves({ UnprocessedKeys: { runs: { Keys: [{ pk: { S: 'a' } }] } } })
    await reconcile(TICK)

    expect(messages()).toEqual([])
    expect(stdout.lines().filter(({ ReconcileErrors }) => ReconcileErrors)).toMatchObject([{ reason: 'ledger' }])
  })
})

describe('a turn of a backfill', () => {
  const window = (tenantId = HATCHET_TENANT) => ({
    tenantId,
    since: new Date(hatchet.now() - 10 * 86_400_000).toISOString(),
    until: new Date(hatchet.now()).toISOString(),
  })

  it('sends what ended before the first tick to its own queue alone, counts it nowhere, and answers', async () => {
    const reconcile = await load({ METRIC_WORKFLOWS: 'charge-card' })
    put({ id: runId(1) })
    await reconcile(TICK)
    const answer = await reconcile({ backfill: window() })

    expect(answer).toEqual({ checked: 1, told: 1, left: 0, unread: [], stopped: null, next: null })
    expect(sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input.QueueUrl)).toEqual([
      expect.stringMatching(/run-summaries-of-backfill$/),
    ])
    expect([sumOf('RunsForwarded'), sumOf('FoundByReconcile'), sumOf('ReconcileTicks')]).toEqual([0, 0, 1])
    await reconcile(TICK)
    expect(messages()).toHaveLength(1)
  })

  it('tells who is configured, and no token', async () => {
    expect(await (await load())({ backfill: 'tenants' })).toEqual({ tenants: [HATCHET_TENANT], stopped: null })
    keepTenants(TOKEN)

    const answer = await (await load())({ backfill: 'tenants' })
    expect(answer).toMatchObject({ tenants: [], stopped: { reason: 'secret' } })
    expect(JSON.stringify(answer)).not.toContain('hunter')
  })

  it('answers why it was refused, without the token', async () => {
    keepTenants([{ tenantId: OTHER_TENANT, token: REVOKED }])
    const answer = await (await load())({ backfill: window(OTHER_TENANT) })

    expect(answer).toMatchObject({ told: 0, stopped: { reason: 'auth' }, next: { offset: 0 } })
    expect(stdout.lines()).toMatchObject([{ message: 'backfill stopped', reason: 'auth', tenantId: OTHER_TENANT }])
    expect(JSON.stringify(answer) + stdout.text()).not.toContain('hunter')
  })
})

describe('what is written', () => {
  it('is lines of at most 1 KB that CloudWatch takes, past the console, without any token', async () => {
    const printed = spyOnConsole()
    keepTenants([
      { tenantId: OTHER_TENANT, token: REVOKED },
      { tenantId: HATCHET_TENANT, token: TOKEN },
    ])
    const reconcile = await installed({ STAGE: 's'.repeat(32), METRIC_WORKFLOWS: 'charge-card' })
    for (const [index, status] of (['FAILED', 'COMPLETED', 'CANCELLED'] as const).entries()) {
      put({ id: runId(index), status, displayName: `${TOKEN}${'€'.repeat(300)}`, errorMessage: `Bearer ${TOKEN}` })
    }
    await reconcile(TICK)
    hatchet.fail({ on: 'any', kind: 'garbage', times: Number.POSITIVE_INFINITY })
    await reconcile(TICK)
    dynamoDb.on(GetItemCommand).rejects(new Error(TOKEN))
    await reconcile(TICK)

    const lines = stdout.text().split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.length).toBeGreaterThan(12)
    expect(lines.flatMap((line) => emfProblems(line, Date.now()))).toEqual([])
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(1_024)
    expect(stdout.text() + JSON.stringify(messages().map(({ displayName: _, ...message }) => message))).not.toContain(
      'hunter',
    )
    expect(new Set(stdout.lines().flatMap(({ reason }) => reason ?? []))).toEqual(new Set(['auth', 'answer', 'ledger']))
    expect(printed()).toEqual([])
  })
})

describe('an event', () => {
  it.each([null, {}, 'tick', { schedule: '5min' }, { ...TICK, windowMinutes: 0 }, { backfill: {} }])(
    'like %j is a clear error',
    async (event) => {
      const reconcile = await load()

      await expect(reconcile(event)).rejects.toThrow(TypeError)
      await expect(reconcile(event)).rejects.toThrow(/^wrong event: /)
      expect(secrets.calls()).toEqual([])
      expect(hatchet.requests).toEqual([])
    },
  )
})

describe('the environment', () => {
  it.each([
    ['HATCHET_TENANTS_SECRET_ID', ''],
    ['HATCHET_ALLOW_HTTP', 'perhaps'],
    ['RUNS_TABLE', undefined],
  ])('with %s=%s keeps the function from starting', async (name, value) => {
    await expect(load({ [name]: value })).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining(`${name} must be `),
    })
  })

  it('that does not allow http sends no token in the clear', async () => {
    await (await load({ HATCHET_ALLOW_HTTP: 'no' }))(TICK)

    expect(stdout.lines()).toMatchObject([{ reason: 'secret' }, { message: 'tick failed' }])
    expect(hatchet.requests).toEqual([])
  })
})

describe('ten thousand runs, of which a hundred are new,', () => {
  it('cost a cold instance few calls, and a warm one none but the list', async () => {
    const reconcile = await installed()
    for (let index = 0; index < 9_900; index++) put({ id: runId(index), createdAt: hatchet.now() - 3_000_000 + index })
    const told = new Set(Array.from({ length: 9_900 }, (_, index) => `${HATCHET_TENANT}#${runId(index)}`))
    const entry = JSON.stringify({
      ...{ status: 'FAILED', createdAt: 0, startedAt: 0, finishedAt: hatchet.now(), tasks: null, ordinal: 0 },
      recordedAt: hatchet.now(),
    })
    dynamoDb.on(BatchGetItemCommand).callsFake(async ({ RequestItems }) => ({
      Responses: {
        runs: RequestItems.runs.Keys.flatMap(({ pk }: { pk: { S: string } }) =>
          told.has(pk.S) ? [{ pk, [`${'0'.repeat(16)}`]: { S: entry } }] : [],
        ),
      },
    }))
    for (let index = 9_900; index < 10_000; index++)
      put({ id: runId(index), createdAt: hatchet.now() - 3_000_000 + index })
    const listed = asked(/\/workflow-runs$/)
    await reconcile(TICK)

    expect(messages()).toHaveLength(100)
    expect(asked(/\/workflow-runs$/) - listed).toBeLessThanOrEqual(50)
    expect(asked(/\/workflow-runs\/.+/)).toBe(100)
    expect(dynamoDb.commandCalls(BatchGetItemCommand).length).toBeLessThanOrEqual(100)

    const lookups = dynamoDb.commandCalls(BatchGetItemCommand).length
    await reconcile(TICK)
    expect(messages()).toHaveLength(100)
    expect(asked(/\/workflow-runs\/.+/)).toBe(100)
    expect(dynamoDb.commandCalls(BatchGetItemCommand)).toHaveLength(lookups)
  }, 30_000)
})
