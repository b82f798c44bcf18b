import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../lib/webhook/answer.ts'
import { buildRun } from '../support/build-run.ts'
import { lambdaContext } from '../support/lambda-context.ts'
import { loadReceive, type Receive } from '../support/load-receive.ts'
import { neverAnswer } from '../support/never-answer.ts'
import { NOW, receiveWorld } from '../support/receive-world.ts'
import { signedEvent } from '../support/signed-event.ts'
import { storeSecret } from '../support/store-secret.ts'

const world = receiveWorld()
const URLS = ['https://sqs.example/1/run-summaries', 'https://sqs.example/1/run-alerts'] as const
const RUN = JSON.stringify(buildRun())

const failure = (name: string) => Object.assign(new Error('arn:aws:sqs:eu-central-1:123456789012'), { name })
const repairQueues = () => {
  world.sqs.reset()
  world.sqs.on(SendMessageCommand).resolves({})
}
const delivery = () => signedEvent({ body: RUN })

/** Expects 503 with Retry-After, and an error in the log that names the kind of failure. */
const expectTryAgain = (answer: Answer, reason: 'queue' | 'secret', detail: RegExp) => {
  expect(answer.statusCode).toBe(503)
  expect(answer.headers).toEqual({ 'content-type': 'application/problem+json', 'retry-after': '5' })
  expect(world.stdout().lines().at(-1)).toMatchObject({
    level: 'ERROR',
    reason,
    Rejected: 1,
    detail: expect.stringMatching(detail),
  })
}

/** The answer to a delivery whose work does not end by itself, and when it came, ms. */
const answerInTime = async (receive: Receive, context = lambdaContext()) => {
  const answers: [number, Answer][] = []
  const startedAt = Date.now()
  void receive(delivery(), context).then((answer) => answers.push([Date.now() - startedAt, answer]))
  for (let waitedMs = 0; waitedMs < 20_000 && answers.length === 0; waitedMs += 100) {
    await vi.advanceTimersByTimeAsync(100)
  }
  const [answer] = answers
  if (answer === undefined) throw new Error('no answer after 20 s')
  return answer
}

describe('where a queue fails', () => {
  it.each([
    'KmsDisabled',
    'AccessDenied',
    'RequestThrottled',
    'TimeoutError',
    'QueueDoesNotExist',
    'InvalidMessageContents',
    'ECONNREFUSED',
  ])('with %s, a sender is asked to try again, and its next try succeeds', async (name) => {
    world.sqs.on(SendMessageCommand).rejects(failure(name))
    const receive = await loadReceive()

    expectTryAgain(await receive(delivery()), 'queue', new RegExp(`^1 of 1 queues failed: [\\w-]+ ${name}$`))
    expect(world.stdout().text()).not.toContain('123456789012')
    repairQueues()
    expect((await receive(delivery())).statusCode).toBe(202)
  })

  it('and another does not, nothing was promised, and the next try sends to both', async () => {
    world.sqs.on(SendMessageCommand, { QueueUrl: URLS[1] }).rejects(failure('KmsDisabled'))
    const receive = await loadReceive({ SUMMARY_QUEUE_URLS: URLS.join(', ') })

    expectTryAgain(await receive(delivery()), 'queue', /^1 of 2 queues failed: [\w-]+ KmsDisabled$/)
    expect(world.sqs).toHaveReceivedCommandTimes(SendMessageCommand, 2)
    repairQueues()
    expect((await receive(delivery())).statusCode).toBe(202)
    expect(world.sqs).toHaveReceivedCommandWith(SendMessageCommand, { QueueUrl: URLS[0] })
    expect(world.sqs).toHaveReceivedCommandWith(SendMessageCommand, { QueueUrl: URLS[1] })
  })

  it('every failed send of many is logged: none of a signed delivery is held back', async () => {
    world.sqs.on(SendMessageCommand).rejects(failure('RequestThrottled'))
    const receive = await loadReceive()
    for (let index = 0; index < 50; index++) await receive(delivery())

    expect(
      world
        .stdout()
        .lines()
        .map(({ Rejected }) => Rejected),
    ).toEqual(Array(50).fill(1))
  })
})

describe('where nothing answers', () => {
  it('from any queue, a sender is asked to try again by the deadline, and its next try succeeds', async () => {
    neverAnswer(world.sqs)
    const receive = await loadReceive({ SUMMARY_QUEUE_URLS: URLS.join() })
    const [afterMs, answer] = await answerInTime(receive)

    expect(afterMs).toBeLessThanOrEqual(8_000)
    expectTryAgain(answer, 'queue', /^2 of 2 queues failed: [\w-]+ AbortError, [\w-]+ AbortError$/)
    repairQueues()
    expect((await receive(delivery())).statusCode).toBe(202)
  })

  it('from Secrets Manager, a sender is asked to try again by the deadline, and its next try succeeds', async () => {
    neverAnswer(world.secrets)
    const receive = await loadReceive()
    const [afterMs, answer] = await answerInTime(receive)

    expect(afterMs).toBeLessThanOrEqual(8_000)
    expectTryAgain(answer, 'secret', /^the AWSCURRENT version of the signing secret cannot be read: AbortError$/)
    expect(world.sqs).toHaveReceivedCommandTimes(SendMessageCommand, 0)
    storeSecret(world.secrets)
    expect((await receive(delivery())).statusCode).toBe(202)
  })

  it('from one queue of two, the other has the summary, and the next try sends to both', async () => {
    neverAnswer(world.sqs)
    world.sqs.on(SendMessageCommand, { QueueUrl: URLS[0] }).resolves({})
    const receive = await loadReceive({ SUMMARY_QUEUE_URLS: URLS.join() })
    const [, answer] = await answerInTime(receive)

    expectTryAgain(answer, 'queue', /^1 of 2 queues failed: [\w-]+ AbortError$/)
    repairQueues()
    expect((await receive(delivery())).statusCode).toBe(202)
    expect(world.sqs).toHaveReceivedCommandTimes(SendMessageCommand, 2)
  })

  it('to a refresh of the secret, the last good one is used, and time is left for a queue that is slow', async () => {
    const receive = await loadReceive()
    await receive(delivery())
    vi.setSystemTime(NOW + 300_000)
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    // The most that two attempts each may take, and a little for the pause between them.
    world.secrets.reset()
    world.secrets
      .on(GetSecretValueCommand)
      .callsFake(() => wait(3_000).then(() => Promise.reject(failure('TimeoutError'))))
    world.sqs.on(SendMessageCommand).callsFake(() => wait(4_900))
    const [afterMs, answer] = await answerInTime(receive)

    expect(answer.statusCode).toBe(202)
    expect(afterMs).toBeLessThanOrEqual(8_000)
  })

  it('and the function itself has less time than the deadline, the answer comes before it ends', async () => {
    neverAnswer(world.sqs)
    const [afterMs, answer] = await answerInTime(await loadReceive(), lambdaContext(3_000))

    expect(afterMs).toBeLessThanOrEqual(2_500)
    expectTryAgain(answer, 'queue', /AbortError$/)
  })

  it('no timer is left behind', async () => {
    neverAnswer(world.sqs)
    const receive = await loadReceive()
    await answerInTime(receive)
    repairQueues()
    await receive(delivery())

    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('where a defect shows', () => {
  it('Lambda is told, and no timer is left behind', async () => {
    const receive = await loadReceive()
    vi.spyOn(process.stdout, 'write').mockImplementation(() => {
      throw new TypeError('a defect')
    })

    await expect(receive(delivery())).rejects.toThrow('a defect')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('where many deliveries come at once', () => {
  it('each gets the answer to its own run', async () => {
    const receive = await loadReceive()
    const ids = Array.from({ length: 20 }, (_, index) => `run-${index}`)
    const times = { createdAt: '2026-11-22T11:42:52Z', updatedAt: '2026-11-22T11:42:52Z' }
    const answers = await Promise.all(
      ids.map((id) => receive(signedEvent({ body: JSON.stringify(buildRun({ metadata: { id, ...times } })) }))),
    )

    expect(answers.map(({ body }) => JSON.parse(body).runId)).toEqual(ids)
    expect(world.sent().map(({ runId }) => runId)).toEqual(ids)
  })
})
