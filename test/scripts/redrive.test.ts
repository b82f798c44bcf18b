import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Emulator } from '../../local/emulators/emulator.ts'
import { startSqsEmulator } from '../../local/emulators/sqs-emulator.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import type { Deployment } from '../../scripts/operator/deployment.ts'
import { createRedriveProgram } from '../../scripts/redrive/create-redrive-program.ts'
import { type Operator, type RedriveOptions, redrive } from '../../scripts/redrive/redrive.ts'
import { buildSummary } from '../support/alerts/build-summary.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startSqsEmulator('eu-central-1')
})
afterAll(() => emulator.stop())

/** Is asked before each call to SQS, and after it: what it throws the caller gets. */
type OnCall = (call: string, when: 'before' | 'after', count: number, input: object) => void | Promise<void>

let worlds = 0

/** Two queues with messages on the dead-letter queue, and an operator who says yes. */
const newWorld = async (bodies: readonly string[], onCall: OnCall = () => {}) => {
  const prefix = `world-${++worlds}`
  const direct = new SQSClient(localClientConfig(emulator.url))
  const sqs = new SQSClient({ ...localClientConfig(emulator.url), maxAttempts: 1 })
  const counts = new Map<string, number>()
  sqs.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const call = commandName.replace('Command', '')
        const count = (counts.get(call) ?? 0) + 1
        counts.set(call, count)
        await onCall(call, 'before', count, args.input)
        const result = await next(args)
        await onCall(call, 'after', count, args.input)
        return result
      },
    { step: 'initialize' },
  )
  const urls = Object.fromEntries(
    ['run-alerts', 'run-alerts-dlq'].map((name) => [name, `${emulator.url}/000000000000/${prefix}-${name}`]),
  )
  for (const url of Object.values(urls)) {
    await direct.send(new CreateQueueCommand({ QueueName: url.split('/').at(-1) }))
  }
  const send = (QueueUrl: string | undefined, MessageBody: string) =>
    direct.send(new SendMessageCommand({ QueueUrl, MessageBody }))
  await Promise.all(bodies.map((body) => send(urls['run-alerts-dlq'], body)))
  /** Every body that can be received, as often as it can; they are held then. */
  const bodiesOn = async (name: 'run-alerts' | 'run-alerts-dlq'): Promise<string[]> => {
    const received: string[] = []
    for (;;) {
      const command = new ReceiveMessageCommand({ QueueUrl: urls[name], MaxNumberOfMessages: 10 })
      const { Messages = [] } = await direct.send(command)
      if (Messages.length === 0) return received.sort()
      received.push(...Messages.map(({ Body = '' }) => Body))
    }
  }
  const functionNamed = (name: string) => ({ functionName: `relay-test-${name}`, region: 'eu-central-1' })
  const place = { name: 'the test', region: 'eu-central-1', functionNamed, queueUrls: async () => urls }
  const deployment = { ...place, sqs } as unknown as Deployment
  const stopping = new AbortController()
  const shown: string[] = []
  const asked: string[] = []
  const run = async (options: Partial<RedriveOptions> = {}, operator: Partial<Operator> = {}) => {
    const ours: Operator = {
      signal: stopping.signal,
      progress: () => {},
      show: (lines) => shown.push(...lines),
      confirm: async (question) => asked.push(question) > 0,
      ...operator,
    }
    return redrive(deployment, { queue: 'run-alerts', ...options }, ours, Date.now)
  }
  return {
    run,
    bodiesOn,
    shown,
    asked,
    bounce: (body: string) => send(urls['run-alerts-dlq'], body),
    stop: () => stopping.abort(),
  }
}

const summaries = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => JSON.stringify(buildSummary(index + 1)))

const FOREIGN = ['no JSON at all', '{"hello":1}', JSON.stringify({ ...buildSummary(99), version: 2 })]

describe.concurrent('redrive', () => {
  it('says what is on the dead-letter queue, and gives all of it back in a dry run', async () => {
    const good = JSON.stringify(buildSummary(50, { status: 'COMPLETED', workflowName: 'send-mail' }))
    const { run, bodiesOn, shown, asked } = await newWorld([...summaries(12), good, ...FOREIGN, 'null', '"text"'])
    const { exitCode, lines, json } = await run({ dryRun: true })
    expect(lines).toEqual(['Nothing was moved: this was a dry run.'])
    expect(exitCode).toBe(0)
    expect(asked).toEqual([])
    expect(shown.slice(0, 2)).toEqual(['On the test:', 'run-alerts-dlq holds 18 messages:'])
    const text = shown.join('\n')
    expect(text).toMatch(
      /Its log says why: aws logs tail \/aws\/lambda\/relay-test-alert --since \d{4}-\d\d-\d\dT\S+Z --region eu-central-1$/m,
    )
    expect(text).toMatch(/^charge-card FAILED +12 +\d+ ms ago +\d+ ms ago +1 time +yes$/m)
    expect(text).toMatch(/^send-mail COMPLETED +1 .* yes$/m)
    expect(text).toMatch(/^no JSON +1 .* no, it stays$/m)
    expect(text).toMatch(/^no JSON object +2 .* no, it stays$/m)
    expect(text).toMatch(/^no RunSummary: version is missing or wrong +1 .* no, it stays$/m)
    expect(text).toMatch(/^RunSummary of version 2 +1 .* no, it stays$/m)
    expect(json).toMatchObject({ queue: 'run-alerts', deadLetters: 18, lookedAt: 18, moved: 0 })
    expect(await bodiesOn('run-alerts-dlq')).toHaveLength(18)
    expect(await bodiesOn('run-alerts')).toEqual([])
  })

  it('moves each RunSummary back once, and leaves the rest where it is', async () => {
    const { run, bodiesOn, asked } = await newWorld([...summaries(45), ...FOREIGN])
    const { exitCode, lines } = await run()
    expect(asked).toEqual(['Move 45 messages back to run-alerts on the test?'])
    expect(lines).toEqual(['Moved 45 messages back to run-alerts.', '3 messages stayed on run-alerts-dlq.'])
    expect(exitCode).toBe(0)
    expect(await bodiesOn('run-alerts')).toEqual(summaries(45).sort())
    expect(await bodiesOn('run-alerts-dlq')).toEqual([...FOREIGN].sort())
  })

  it('moves everything with --all, and no more than --max', async () => {
    const { run, bodiesOn } = await newWorld([...summaries(12), ...FOREIGN])
    expect(await run({ all: true, yes: true, max: 11 })).toMatchObject({ exitCode: 0, json: { moved: 11 } })
    expect(await bodiesOn('run-alerts-dlq')).toHaveLength(4)
    expect(await bodiesOn('run-alerts')).toHaveLength(11)
  })

  it('asks for as many messages as it would move, and says that more are left', async () => {
    const { run, asked } = await newWorld(summaries(12))
    const { lines, exitCode } = await run({ max: 5 })
    expect(asked).toEqual(['Move 5 of them back to run-alerts on the test?'])
    expect([exitCode, lines]).toEqual([0, ['Moved 5 messages back to run-alerts.', 'More may be left: run it again.']])
  })

  it('says that more may be left, and exits with 1, where another holds some of the messages', async () => {
    const { run, bodiesOn, bounce } = await newWorld(summaries(2))
    await bodiesOn('run-alerts-dlq')
    await bounce(JSON.stringify(buildSummary(3)))
    const { lines, exitCode } = await run()
    expect([exitCode, lines]).toEqual([1, ['Moved 1 message back to run-alerts.', 'More may be left: run it again.']])
  })

  it('moves a message once that fails again at once, and says that it came back', async () => {
    const world = await newWorld(summaries(3), async (call, when, _, input) => {
      // Whoever takes it fails, sooner than it is moved: it is a new message on the dead-letter queue.
      if (call === 'SendMessage' && when === 'after') await world.bounce(String(Object(input).MessageBody))
    })
    const { exitCode, lines, json } = await world.run()
    expect(lines).toEqual([
      'Moved 3 messages back to run-alerts.',
      '3 messages came to run-alerts-dlq meanwhile, and stayed: what takes them fails with them still.',
    ])
    expect([exitCode, json]).toEqual([1, expect.objectContaining({ moved: 3, cameBack: 3 })])
    expect(await world.bodiesOn('run-alerts-dlq')).toEqual(summaries(3).sort())
  })

  it('moves nothing where the operator says no, and where nothing may be moved', async () => {
    const refused = await newWorld(summaries(2))
    expect(await refused.run({}, { confirm: async () => false })).toMatchObject({ exitCode: 1, json: { moved: 0 } })
    expect(await refused.bodiesOn('run-alerts-dlq')).toHaveLength(2)
    const foreign = await newWorld(FOREIGN)
    expect(await foreign.run()).toMatchObject({
      exitCode: 0,
      lines: ['Nothing was moved: none of them is a RunSummary.'],
    })
    expect(foreign.asked).toEqual([])
  })

  it('says that an empty queue is empty, and which queues there are', async () => {
    const { run } = await newWorld([])
    const lines = ['run-alerts-dlq is empty: there is nothing to move.']
    expect(await run()).toMatchObject({ exitCode: 0, lines })
    await expect(run({ queue: 'alerts' })).rejects.toThrow(
      'the test has no queue alerts with dead letters: there are run-alerts',
    )
  })

  it('finishes the messages that it is moving when it is stopped, and goes on when it is run again', async () => {
    const world = await newWorld(summaries(60), (call, when, count) => {
      if (call === 'SendMessage' && when === 'after' && count === 3) world.stop()
    })
    const { exitCode, lines, json } = await world.run()
    expect(exitCode).toBe(130)
    expect(lines.at(-1)).toBe('Nothing is lost: run it again to go on.')
    const { moved, notDeleted } = json as { moved: number; notDeleted: number }
    expect(moved).toBeGreaterThan(0)
    expect(moved).toBeLessThan(60)
    expect(notDeleted).toBe(0)
    const left = await world.bodiesOn('run-alerts-dlq')
    expect([...(await world.bodiesOn('run-alerts')), ...left].sort()).toEqual(summaries(60).sort())
    expect(left).toHaveLength(60 - moved)
  })

  it('gives back what it looked at when it is stopped before it has moved anything', async () => {
    const world = await newWorld(summaries(30), (call, when) => {
      if (call === 'ReceiveMessage' && when === 'after') world.stop()
    })
    expect(await world.run()).toMatchObject({ exitCode: 130, lines: ['Stopped: nothing was moved.'] })
    expect(await world.bodiesOn('run-alerts-dlq')).toHaveLength(30)
  })

  it('keeps a message on the dead-letter queue that could not be sent', async () => {
    const { run, bodiesOn } = await newWorld(summaries(40), (call, when, count) => {
      if (call === 'SendMessage' && when === 'before' && count >= 5) throw new Error('the queue is down')
    })
    const { exitCode, lines } = await run()
    expect(exitCode).toBe(1)
    expect(lines).toEqual([
      'Moved 4 messages back to run-alerts.',
      'It ended before its time: the test: the queue is down',
      'Nothing is lost: run it again to go on.',
    ])
    const left = await bodiesOn('run-alerts-dlq')
    expect(left).toHaveLength(36)
    expect([...left, ...(await bodiesOn('run-alerts'))].sort()).toEqual(summaries(40).sort())
  })

  it('says of messages that could not be deleted that they go back once more', async () => {
    const { run, bodiesOn } = await newWorld(summaries(3), (call, when) => {
      if (call === 'DeleteMessage' && when === 'before') throw new Error('denied')
    })
    const { exitCode, lines } = await run()
    expect(exitCode).toBe(1)
    expect(lines).toContain(
      '3 of those moved could not be deleted on run-alerts-dlq: they go back once more, under the same id.',
    )
    expect(await bodiesOn('run-alerts')).toEqual(summaries(3).sort())
  })

  it('moves a message once that is received again while it is moved, or after', async () => {
    const { run, bodiesOn } = await newWorld(summaries(25), (call, when, _, input) => {
      if (call === 'ReceiveMessage' && when === 'before') Object.assign(input, { VisibilityTimeout: 0 })
    })
    expect(await run()).toMatchObject({ exitCode: 0, json: { moved: 25, notDeleted: 0 } })
    expect(await bodiesOn('run-alerts')).toEqual(summaries(25).sort())
  })

  it('keeps a message that is received again while its send fails', async () => {
    const isReceivedAgain = Promise.withResolvers<void>()
    const { run, bodiesOn } = await newWorld(summaries(5), async (call, when, count, input) => {
      if (call === 'ReceiveMessage' && when === 'before') Object.assign(input, { VisibilityTimeout: 0 })
      if (call === 'ReceiveMessage' && count === 8) isReceivedAgain.resolve()
      if (call === 'SendMessage' && when === 'before') await isReceivedAgain.promise
      if (call === 'SendMessage' && when === 'before') throw new Error('the queue is down')
    })
    expect(await run()).toMatchObject({ exitCode: 1, json: { moved: 0, notDeleted: 0 } })
    expect(await bodiesOn('run-alerts-dlq')).toEqual(summaries(5).sort())
  })
})

it.each([
  [[], "required option '--queue <name>' not specified"],
  [['--queue', 'run-alerts', '--max', '0'], 'It is a whole number from 1 on.'],
  [['--queue', 'run-alerts', '--json'], 'nobody can be asked here: add --yes to move, or --dry-run to only look'],
  [['--queue', 'run-alerts', 'now'], 'too many arguments'],
])('npm run redrive answers %j with what is wrong', async (args, message) => {
  let said = ''
  const program = createRedriveProgram().configureOutput({
    writeErr: (text) => {
      said += text
    },
  })
  await expect(program.parseAsync(args, { from: 'user' })).rejects.toMatchObject({
    name: 'CommanderError',
    exitCode: 1,
  })
  expect(said).toContain(message)
})
