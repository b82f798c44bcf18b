import { afterEach, describe, expect, it } from 'vitest'
import { readMetrics } from '../../local/emf/read-metrics.ts'
import { createLocalFunction, type LocalFunction } from '../../local/lambda/local-function.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

const lines: string[] = []
const started: LocalFunction[] = []

const startFunction = (overrides: { handler?: string; timeoutMs?: number } = {}): LocalFunction => {
  const definition = {
    name: 'fixture',
    functionName: 'relay-local-fixture',
    handler: 'test/support/functions/fixture.handler',
    timeoutMs: 5_000,
    memoryMb: 256,
    environment: { GREETING: 'hello' },
    ...overrides,
  }
  const fixture = createLocalFunction(PROJECT_ROOT, definition, { AWS_REGION: 'eu-central-1' }, (line) =>
    lines.push(line),
  )
  started.push(fixture)
  return fixture
}

const call = async (fixture: LocalFunction, event: object) => {
  const invocation = await fixture.invoke(JSON.stringify(event))
  return invocation.ok ? JSON.parse(invocation.payload) : invocation
}

/** The answer to a function's last event, once all it wrote was read. */
const callLast = async (fixture: LocalFunction, event: object) => {
  const answer = await call(fixture, event)
  await fixture.stop()
  return answer
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((fixture) => fixture.stop()))
  lines.length = 0
})

describe('a local function', () => {
  it('answers an event with what its handler returns', async () => {
    await expect(call(startFunction(), { action: 'echo', text: 'ünï 😀' })).resolves.toMatchObject({ text: 'ünï 😀' })
  })

  it('keeps its process, and so its module state, from one event to the next', async () => {
    const fixture = startFunction()
    const first = await call(fixture, { action: 'count' })
    const second = await call(fixture, { action: 'count' })
    expect([first.calls, second.calls]).toEqual([1, 2])
    expect(second.pid).toBe(first.pid)
  })

  it('gives each process one event at a time, and events that come at once a process each', async () => {
    const fixture = startFunction()
    const answers = await Promise.all(Array.from({ length: 3 }, () => call(fixture, { action: 'count' })))
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(3)
    expect(answers.map(({ calls }) => calls)).toEqual([1, 1, 1])
  })

  it("has its own environment and Lambda's, and nothing of ours", async () => {
    const environment = await call(startFunction(), { action: 'environment' })
    expect(environment).toMatchObject({
      GREETING: 'hello',
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: 'relay-local-fixture',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/relay-local-fixture',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringContaining('[$LATEST]'),
    })
    expect(environment).not.toHaveProperty('HOME')
  })

  it('tells the handler its request id and the time it has left', async () => {
    const context = await call(startFunction({ timeoutMs: 5_000 }), { action: 'context' })
    expect(context.awsRequestId).toMatch(/^[\da-f-]{36}$/)
    expect(context.remainingMs).toBeGreaterThan(0)
    expect(context.remainingMs).toBeLessThanOrEqual(5_000)
  })

  it('passes on a metric that was written to standard output as it is', async () => {
    const metric = emf('Ignored')
    await callLast(startFunction(), { action: 'stdout', line: metric })
    expect(lines.flatMap(readMetrics)).toMatchObject([{ name: 'Ignored', value: 1 }])
  })

  it('wraps what is printed through the console, in which no metric is found', async () => {
    await callLast(startFunction(), { action: 'console', line: emf('Ignored') })
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'INFO', message: emf('Ignored') })
    expect(lines.flatMap(readMetrics)).toEqual([])
  })

  it('reports what the handler throws, and goes on in the same process', async () => {
    const fixture = startFunction()
    const before = await call(fixture, { action: 'count' })
    const failed = await call(fixture, { action: 'throw', message: 'no such run' })
    expect(failed).toMatchObject({ ok: false, errorType: 'TypeError', errorMessage: 'no such run' })
    expect(await call(fixture, { action: 'throwNothing' })).toMatchObject({ ok: false, errorType: 'undefined' })
    expect(await call(fixture, { action: 'count' })).toEqual({ calls: 2, pid: before.pid })
  })

  it('reports a process that ends in the middle of an event, and starts another for the next', async () => {
    const fixture = startFunction()
    expect(await call(fixture, { action: 'exit' })).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('exit code 3'),
    })
    expect(await call(fixture, { action: 'count' })).toMatchObject({ calls: 1 })
  })

  it('ends a process that takes longer than its timeout, and starts another for the next event', async () => {
    const fixture = startFunction({ timeoutMs: 300 })
    const { pid } = await call(fixture, { action: 'count' })
    expect(await call(fixture, { action: 'hang' })).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('Task timed out after 0.30 seconds'),
    })
    const next = await call(fixture, { action: 'count' })
    expect(next.calls).toBe(1)
    expect(next.pid).not.toBe(pid)
    expect(isAlive(pid)).toBe(false)
  })

  it('reports a start that fails, every time anew', async () => {
    const fixture = startFunction({ handler: 'test/support/functions/fails-to-start.handler' })
    const expected = { ok: false, errorType: 'Error', errorMessage: 'the environment is wrong' }
    expect(await call(fixture, {})).toMatchObject(expected)
    expect(await call(fixture, {})).toMatchObject(expected)
  })

  it.each([
    ['what its handler throws', {}, { action: 'throw', message: 'no such run' }, 'TypeError', 'no such run'],
    ['that its process ended', {}, { action: 'exit' }, 'Runtime.ExitError', 'exit code 3'],
    [
      'that it took too long',
      { timeoutMs: 300 },
      { action: 'hang' },
      'Sandbox.Timedout',
      'timed out after 0.30 seconds',
    ],
    [
      'why it did not start',
      { handler: 'test/support/functions/fails-to-start.handler' },
      {},
      'Error',
      'the environment is wrong',
    ],
  ])('says in its log %s', async (_, overrides, event, errorType, words) => {
    await call(startFunction(overrides), event)
    expect(lines.map((line) => JSON.parse(line))).toContainEqual({
      timestamp: expect.any(String),
      level: 'ERROR',
      function: 'fixture',
      errorType,
      errorMessage: expect.stringContaining(words),
    })
  })

  it('does not wait for the end of a back-off when it is stopped', async () => {
    const fixture = startFunction({ handler: 'test/support/functions/fails-to-start.handler' })
    for (let attempt = 0; attempt < 3; attempt += 1) await call(fixture, {})
    const waiting = call(fixture, {})
    const startedAt = performance.now()
    await fixture.stop()
    await waiting
    expect(performance.now() - startedAt).toBeLessThan(700)
  })

  it('tells which processes it has, and goes on where one of them is killed', async () => {
    const fixture = startFunction()
    const { pid } = await call(fixture, { action: 'count' })
    expect(fixture.pids()).toEqual([pid])
    const hanging = call(fixture, { action: 'hang' })
    process.kill(pid, 'SIGKILL')
    expect(await hanging).toMatchObject({ errorType: 'Runtime.ExitError' })
    expect(fixture.pids()).toEqual([])
    expect(await call(fixture, { action: 'count' })).toMatchObject({ calls: 1 })
  })

  it('leaves no process behind when it is stopped', async () => {
    const fixture = startFunction()
    const answers = await Promise.all(Array.from({ length: 2 }, () => call(fixture, { action: 'count' })))
    await fixture.stop()
    expect(answers.map(({ pid }) => isAlive(pid))).toEqual([false, false])
  })
})

const emf = (name: string): string =>
  JSON.stringify({
    [name]: 1,
    stage: 'test',
    _aws: {
      Timestamp: 1_795_348_800_000,
      CloudWatchMetrics: [{ Namespace: 'Test', Dimensions: [['stage']], Metrics: [{ Name: name, Unit: 'Count' }] }],
    },
  })

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
