import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, it, vi } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { emfProblems } from '../support/emf-problems.ts'
import { foreignEvents } from '../support/foreign-events.ts'
import { loadReceive } from '../support/load-receive.ts'
import { NOW, receiveWorld } from '../support/receive-world.ts'
import { recordedRuns, recordedRunText } from '../support/recorded-run.ts'
import { type Delivery, signedEvent, TEST_SECRET } from '../support/signed-event.ts'
import { spyOnConsole } from '../support/spy-on-console.ts'

const world = receiveWorld()
const BODY = JSON.stringify(buildRun())
const sumOfRejected = () =>
  world
    .stdout()
    .lines()
    .reduce((sum, { Rejected }) => sum + (typeof Rejected === 'number' ? Rejected : 0), 0)

/** One delivery for every outcome, and for every reason to refuse. */
const DELIVERIES: Delivery[] = [
  { body: BODY },
  { body: JSON.stringify(buildRun({ status: 'RUNNING' })) },
  { body: BODY, path: '/' },
  { body: BODY, method: 'GET' },
  { body: BODY, headers: { 'content-type': 'text/plain' } },
  { body: Buffer.alloc(5 * 1024 * 1024 + 1) },
  { body: BODY, headers: { 'webhook-id': undefined } },
  { body: BODY, headers: { 'webhook-id': '.' } },
  { body: BODY, timestamp: 0 },
  { body: BODY, secret: Buffer.alloc(32).toString('base64') },
  { body: '{' },
  { body: '{}' },
]

describe('the line about a request', () => {
  it('is written once for each, past the console, and is a document that CloudWatch takes', async () => {
    const printed = spyOnConsole()
    const receive = await loadReceive({ METRIC_WORKFLOWS: 'charge-card' })
    for (const delivery of DELIVERIES) await receive(signedEvent(delivery))
    for (const { event } of foreignEvents.slice(0, 3)) await receive(event)

    const lines = world.stdout().text().split('\n')
    expect(lines.pop()).toBe('')
    expect(lines).toHaveLength(DELIVERIES.length + 3)
    expect(lines.flatMap((line) => emfProblems(line, NOW))).toEqual([])
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(1_024)
    expect(printed()).toEqual([])
  })

  it('never holds the secret or a signature', async () => {
    const receive = await loadReceive()
    const answers = []
    for (const delivery of DELIVERIES) answers.push(await receive(signedEvent(delivery)))

    const told = world.stdout().text() + JSON.stringify(answers)
    const signatures = DELIVERIES.map((delivery) => signedEvent(delivery).headers['webhook-signature'] ?? '')
    for (const confidential of [TEST_SECRET, ...signatures]) {
      expect(told).not.toContain(confidential.replace(/^(?:whsec_|v1,)/, ''))
    }
  })

  it.each(recordedRuns)('is a document that CloudWatch takes, for the recorded answer %s', async (name) => {
    const receive = await loadReceive()
    await receive(signedEvent({ body: recordedRunText(name) }))

    const line = world.stdout().text()
    expect(emfProblems(line, NOW)).toEqual([])
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(1_024)
  })
})

describe('a flood of strangers', () => {
  const strangers = [
    signedEvent({ body: BODY, headers: { 'webhook-signature': undefined } }),
    signedEvent({ body: BODY, headers: { 'webhook-signature': 'v1,x' } }),
    signedEvent({ body: BODY, timestamp: 0 }),
    signedEvent({ body: BODY, path: '/wp-login.php' }),
  ]

  it('costs few lines, counts in full, and reaches neither SQS nor Secrets Manager', async () => {
    const receive = await loadReceive()
    for (let index = 0; index < 10_000; index++) {
      vi.setSystemTime(NOW + index)
      await receive(strangers[index % strangers.length])
    }

    expect(world.stdout().lines().length).toBeGreaterThanOrEqual(20)
    expect(world.stdout().lines().length).toBeLessThanOrEqual(20 + 10)
    expect(sumOfRejected()).toBeLessThan(10_000)
    vi.setSystemTime(NOW + 60_000)
    for (const stranger of strangers) await receive(stranger)
    expect(sumOfRejected()).toBe(10_004)
    expect(world.sqs).toHaveReceivedCommandTimes(SendMessageCommand, 0)
    expect(world.secrets).toHaveReceivedCommandTimes(GetSecretValueCommand, 0)
  })

  it('hides nothing of what became of signed deliveries', async () => {
    const receive = await loadReceive()
    for (let index = 0; index < 500; index++) await receive(strangers[0])
    const before = world.stdout().lines().length
    for (let index = 0; index < 50; index++) {
      await receive(signedEvent({ body: '{}' }))
      await receive(signedEvent({ body: BODY }))
    }

    const after = world.stdout().lines().slice(before)
    expect(after.map(({ reason, status }) => reason ?? status)).toEqual(Array(50).fill(['schema', 'COMPLETED']).flat())
  })
})
