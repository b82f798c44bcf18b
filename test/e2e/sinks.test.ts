import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createDynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import type { ToldMessage } from '../../local/sinks/told-message.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { type IncidentsView, readIncidentsView } from '../../scripts/alerts/read-incidents-view.ts'
import { buildMessage } from '../support/alerts/build-message.ts'
import { sinkFaults } from '../support/alerts/sink-faults.ts'
import { workflowIdOf } from '../support/alerts/workflow-id-of.ts'
import { commandEnvironment } from '../support/command-environment.ts'

const folder = join(tmpdir(), `relay-sinks-${randomUUID()}`)
const told: ToldMessage[] = []
let stack: Stack
let dynamoDb: DynamoDBClient
let table: string
beforeAll(async () => {
  stack = await startStack({ folder, onTold: (message) => told.push(message) })
  dynamoDb = new DynamoDBClient(localClientConfig(stack.description.endpoints.dynamodb))
  table = stack.description.tables['incidents'] ?? ''
}, 30_000)
afterAll(async () => {
  dynamoDb.destroy()
  await stack.stop()
})

/** Brings the first failure of a workflow that the pager and the chat are told of. */
const bring = async (name: string, index: number): Promise<void> => {
  const workflow = { workflowName: `send-invoices-${name}`, workflowId: workflowIdOf(index) }
  const answer = await stack.invoke('alert', { Records: [buildMessage(index, workflow)] })
  expect(answer).toEqual({ ok: true, payload: '{"batchItemFailures":[]}' })
}

/** Who was told that a workflow failed, in order. */
const toldOf = (name: string): readonly ToldMessage['by'][] =>
  told.filter(({ subject }) => subject.includes(`send-invoices-${name} failed`)).map(({ by }) => by)

/** The minute of each sink is over, and its rest. */
const letMinutePass = async (): Promise<void> => {
  for (const sink of ['pager', 'chat', 'team']) {
    const Key = { pk: { S: `sink#${sink}` }, sk: { S: 'gate' } }
    await dynamoDb.send(new DeleteItemCommand({ TableName: table, Key }))
  }
}

const readIncidents = async (): Promise<IncidentsView['incidents']> =>
  (await readIncidentsView(dynamoDb, table, Date.now())).incidents

/** How long the chat is left alone for each workflow that waits for it, seconds. */
const readWaits = async (): Promise<Readonly<Record<string, number>>> => {
  const waits = (await readIncidents()).flatMap(({ workflowName, sinks: { chat } }) =>
    chat?.tryAt == null
      ? []
      : [[workflowName, Math.round((chat.tryAt - (chat.failingSince ?? 0)) / 30_000) * 30] as const],
  )
  return Object.fromEntries(waits)
}

/** All waits are over. */
const letWaitsPass = async (): Promise<void> => {
  const now = Date.now()
  const store = createDynamoDbIncidentStore(dynamoDb, table, Date.now)
  for (const item of await readIncidents()) {
    const sinks = Object.entries(item.sinks).map(([name, state]) => [name, { ...state, tryAt: null }] as const)
    await store.write({ ...item, sinks: Object.fromEntries(sinks), dueAt: now }, now, AbortSignal.timeout(5_000))
  }
  await letMinutePass()
}

/** Calls `npm run alerts` on this local cloud. */
const runAlerts = async (...args: string[]): Promise<unknown> => {
  const env = commandEnvironment({ RELAY_LOCAL_DIR: folder })
  const options = { cwd: PROJECT_ROOT, env }
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/alerts.ts', ...args, '--json'], options)
  return JSON.parse(stdout)
}

it('a chat that fails in every way delays no pager, and loses nothing', { timeout: 30_000 }, async () => {
  const faults = sinkFaults('slack', Date.now())
  const [passing, lasting] = [
    faults.filter(({ waitSeconds }) => waitSeconds !== null),
    faults.filter(({ waitSeconds }) => waitSeconds === null),
  ]

  // It goes on while the others come and go.
  stack.sinks.fail({ on: 'slack', kind: 'hang' })
  const hanging = bring('hangs', 100).then(() => performance.now())
  // What is wrong is told where it is waited for.
  hanging.catch(() => {})
  await vi.waitUntil(() => toldOf('hangs').length > 0, { timeout: 20_000, interval: 10 })
  const toldAt = performance.now()
  const tests = ['team', 'chat', 'pager'].map((sink) => ({ sink, ok: true, detail: '' }))
  expect(await runAlerts('test')).toEqual({ results: tests })
  expect(told.slice(-3).map(({ subject }) => subject)).toEqual(
    Array(3).fill(expect.stringContaining('TEST: example-workflow failed')),
  )

  for (const [index, { name, fault, waitSeconds }] of faults.entries()) {
    stack.sinks.fail(fault)
    await letMinutePass()
    await bring(name, index)
    stack.sinks.heal()
    const also = waitSeconds === null ? ['e-mail'] : []
    expect(toldOf(name).toSorted()).toEqual(['PagerDuty', ...also])
  }
  const fallen = told.filter(({ by, subject }) => by === 'e-mail' && !subject.includes('TEST')).map(({ text }) => text)
  expect(fallen).toEqual(lasting.map(({ detail }) => expect.stringMatching(`This was for [^.]*chat[^.]*\\(${detail}`)))

  // The chat was waited for, 5 seconds, and the pager was told as those began.
  expect((await hanging) - toldAt).toBeGreaterThan(3_000)
  expect(await readWaits()).toEqual({
    ...Object.fromEntries(passing.map(({ name, waitSeconds }) => [`send-invoices-${name}`, waitSeconds])),
    'send-invoices-hangs': 60,
  })
  const before = told.length
  await letWaitsPass()
  await stack.invoke('sweep', {})

  for (const { name } of [...passing, { name: 'hangs' }]) expect(toldOf(name)).toEqual(['PagerDuty', 'Slack'])
  expect(told).toHaveLength(before + passing.length + 1)
  for (const { ever, sinks } of await readIncidents()) {
    for (const state of Object.values(sinks)) expect(state).toMatchObject({ told: ever, failingSince: null })
  }
})
