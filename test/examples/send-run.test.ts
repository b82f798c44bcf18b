import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type HookContext, type ReportOptions, reportRun } from '../../examples/hatchet-worker/send-run.ts'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import { parseSigningSecret } from '../../lib/webhook/parse-signing-secret.ts'
import { readSignatureHeaders } from '../../lib/webhook/read-signature-headers.ts'
import { verifySignature } from '../../lib/webhook/verify-signature.ts'
import { FAKE_HATCHET, FAKE_RELAY, fakeNetwork, type Reply } from '../support/examples/fake-network.ts'
import { hookedRun } from '../support/examples/hooked-run.ts'
import { hostileText } from '../support/hostile-text.ts'
import { withMember } from '../support/with-member.ts'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const { hook, details } = hookedRun('on-failure')
const ctx: HookContext = {
  workflowRunId: () => hook.workflowRunId,
  taskRunExternalId: () => hook.taskRunExternalId,
  retryCount: () => hook.retryCount,
  errors: () => hook.errors,
}
const RUN: Reply = { status: 200, body: details }
const TAKEN: Reply = { status: 202, body: { outcome: 'forwarded' } }
const lines: string[] = []
const options: ReportOptions = {
  url: FAKE_RELAY,
  secret: SECRET,
  hatchetToken: 'a-token',
  hatchetApiUrl: FAKE_HATCHET,
  log: (line) => lines.push(line),
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 22, 12) })
  vi.spyOn(Math, 'random').mockReturnValue(1)
  for (const name of ['RELAY_WEBHOOK_URL', 'RELAY_WEBHOOK_SECRET', 'HATCHET_CLIENT_TOKEN', 'HATCHET_CLIENT_API_URL']) {
    vi.stubEnv(name, undefined)
  }
  lines.length = 0
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Reports, while time passes as fast as it can. @returns ms that it took */
const report = async (...args: unknown[]): Promise<number> => {
  const start = performance.now()
  const reporting = (reportRun as (...any: unknown[]) => Promise<void>)(...args).then(() => performance.now() - start)
  await vi.runAllTimersAsync()
  return reporting
}

/** Whether the relay would take what was sent: the signature now, and the form of the body. */
const isTaken = ({ headers, body, at }: ReturnType<typeof fakeNetwork>['relay'][number], start: number): boolean => {
  const now = Math.floor((Date.UTC(2026, 10, 22, 12) + at - start) / 1_000)
  const read = readSignatureHeaders((name) => headers[name] ?? null, now)
  const keys = [{ keyId: 'current' as const, key: parseSigningSecret(SECRET) }]
  const isFresh = headers['webhook-timestamp'] === String(now)
  return isFresh && read.ok && verifySignature(read.headers, body, keys) !== null && parseRunReport(JSON.parse(body)).ok
}

describe('the time that reportRun takes', () => {
  it.each<[string, Reply[], Reply[], number, number, string]>([
    ['Hatchet never answers', ['hang'], [TAKEN], 10_000, 0, 'Hatchet: no answer (not in time)'],
    ['Hatchet cannot be reached', ['reset'], [TAKEN], 10_000, 0, 'Hatchet: no answer (ECONNRESET)'],
    [
      'Hatchet never knows the run',
      [{ status: 404, body: { message: 'not found' } }],
      [TAKEN],
      10_000,
      0,
      'Hatchet: 404 not found',
    ],
    [
      'Hatchet answers with another run',
      [{ status: 200, body: hookedRun('on-failure').details }],
      [TAKEN],
      10_000,
      0,
      'Hatchet: 200, but not with the run',
    ],
    ['the relay never answers', [RUN], ['hang'], 20_000, 2, 'the relay: no answer (not in time)'],
    ['the relay cannot be reached', [RUN], ['reset'], 20_000, 8, 'the relay: no answer (ECONNRESET)'],
    ['the relay asks for ever more', [RUN], [{ status: 503, retryAfter: '6' }], 20_000, 4, 'the relay: 503 '],
    ['the relay asks for no pause', [RUN], [{ status: 408, retryAfter: '0' }], 20_000, 8, 'the relay: 408 '],
    [
      'all are slow',
      [
        { status: 503, afterMs: 4_900 },
        { ...RUN, afterMs: 4_000 },
      ],
      ['hang'],
      20_000,
      2,
      'the relay: no answer (not in time)',
    ],
  ])('is bounded where %s', async (_, hatchet, relay, atMostMs, attempts, reason) => {
    const sent = fakeNetwork(hatchet, relay)

    const tookMs = await report(ctx, 'FAILED', options)

    expect(tookMs).toBeLessThanOrEqual(atMostMs)
    expect(tookMs).toBeGreaterThan(atMostMs * 0.7)
    expect(sent.relay.length).toBe(attempts)
    expect(lines).toEqual([`hatchet-run-relay: run ${hook.workflowRunId} was not reported: ${reason}`])
  })

  it.each([
    ['a failed task that never shows', ctx, 'FAILED', withMember(details, ['tasks'], details.tasks.slice(0, 1))],
    ['a second failed task that never shows', { ...ctx, errors: () => ({ work: 'a', other: 'b' }) }, 'FAILED', details],
    ['a hook that never shows', { ...ctx, taskRunExternalId: () => 'another' }, 'FAILED', details],
    ['a replay that never shows', { ...ctx, retryCount: () => 1 }, 'FAILED', details],
    ['a task that never ends', ctx, 'COMPLETED', withMember(details, ['tasks', 1, 'status'], 'RUNNING')],
    ['a task of a good run that stays FAILED', ctx, 'COMPLETED', details],
  ])('is 3 s for %s, and the run is told all the same', async (_, hookCtx, status, body) => {
    const sent = fakeNetwork([{ status: 200, body }], [TAKEN])

    const tookMs = await report(hookCtx, status, options)

    expect(tookMs).toBeLessThanOrEqual(3_000)
    expect(tookMs).toBeGreaterThan(2_400)
    expect(lines).toEqual([])
    expect(JSON.parse(sent.relay[0]?.body ?? '')).toMatchObject({ run: { status } })
  })

  it('leaves no request a negative time, however late a timer is', async () => {
    let lateMs = 0
    const now = performance.now.bind(performance)
    vi.spyOn(performance, 'now').mockImplementation(() => now() + lateMs)
    fakeNetwork([{ status: 404 }], [TAKEN])
    setTimeout(() => {
      lateMs = 60_000
    }, 1)
    const timers = vi.spyOn(globalThis, 'setTimeout')

    await report(ctx, 'FAILED', options)

    expect(timers.mock.calls.map(([, ms]) => ms)).toContain(1)
    expect(timers.mock.calls.filter(([, ms = 0]) => ms < 0)).toEqual([])
    vi.mocked(performance.now).mockRestore()
    timers.mockRestore()
  })

  it('tells what it has read where Hatchet fails afterwards', async () => {
    const early = withMember(details, ['tasks'], [])
    const sent = fakeNetwork([{ status: 200, body: early }, { status: 403 }], [TAKEN])

    await report(ctx, 'FAILED', options)

    expect(sent.hatchet).toHaveLength(2)
    expect(JSON.parse(sent.relay[0]?.body ?? '')).toMatchObject({ run: { status: 'FAILED' }, tasks: [] })
  })
})

it('signs every attempt anew, under one id', async () => {
  const start = performance.now()
  const sent = fakeNetwork([RUN], [{ status: 503, retryAfter: '2' }, 'hang', TAKEN])

  await report(ctx, 'FAILED', options)

  expect(sent.relay.map((attempt) => isTaken(attempt, start))).toEqual([true, true, true])
  expect(sent.relay.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill(`${hook.taskRunExternalId}_0`))
  expect(new Set(sent.relay.map(({ headers }) => headers['webhook-signature'])).size).toBe(3)
})

describe('the settings of reportRun', () => {
  const claims = Buffer.from(JSON.stringify({ server_url: `${FAKE_HATCHET}/base/` })).toString('base64url')

  it('come from the environment, and the address of Hatchet from the token', async () => {
    vi.stubEnv('RELAY_WEBHOOK_URL', FAKE_RELAY)
    vi.stubEnv('RELAY_WEBHOOK_SECRET', `${SECRET}\n`)
    vi.stubEnv('HATCHET_CLIENT_TOKEN', `head.${claims}.sign\n`)
    const sent = fakeNetwork([RUN], [TAKEN])

    await report(ctx, 'FAILED')

    expect(sent.hatchet).toMatchObject([
      {
        url: `${FAKE_HATCHET}/base/api/v1/stable/workflow-runs/${hook.workflowRunId}`,
        headers: { authorization: `Bearer head.${claims}.sign` },
      },
    ])
    expect(sent.relay).toHaveLength(1)
  })
})

describe('whatever happens, reportRun neither throws nor rejects', () => {
  const hostile = new Proxy(() => {}, {
    get: () => {
      throw new Error('a trap')
    },
    apply: () => {
      throw Object.create(null)
    },
  })
  const anything = fc.oneof(
    fc.anything(),
    fc.constant(hostile),
    fc.constant(() => hostile),
  )
  const anyCtx = fc.oneof(
    anything,
    fc.record({ workflowRunId: anything, taskRunExternalId: anything, retryCount: anything, errors: anything }),
    fc
      .record({ id: anything, task: anything, retryCount: anything, errors: anything })
      .map(({ id, task, retryCount, errors }) => ({
        workflowRunId: () => id,
        taskRunExternalId: () => task,
        retryCount: () => retryCount,
        errors: () => errors,
      })),
  )
  const log = fc.constantFrom(
    undefined,
    () => Promise.reject(new Error('no log')),
    () => {
      throw new Error('no log')
    },
  )
  const anyOptions = fc.oneof(
    anything,
    log.map((its) => ({ ...options, log: its })),
    fc.record({ url: anything, secret: anything, hatchetToken: anything, hatchetApiUrl: anything, log: anything }),
  )

  it('with any context, status and options', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    fakeNetwork([{ status: 404 }], ['hang'])
    const anyStatus = fc.oneof(fc.constantFrom('FAILED', 'COMPLETED'), anything)

    await fc.assert(
      fc.asyncProperty(anyCtx, anyStatus, anyOptions, async (...args) => {
        expect(await report(...args)).toBeLessThanOrEqual(20_000)
      }),
    )
    expect(await report(undefined, undefined, null)).toBe(0)
  })

  it('with any answers of Hatchet and the relay, and sends nothing that is not well-formed, or not to be known', async () => {
    const text = hostileText(200)
    const task = fc.record(
      {
        metadata: fc.anything(),
        status: fc.constantFrom('FAILED', 'RUNNING', 3),
        retryCount: fc.anything(),
        input: text,
        output: text,
      },
      { requiredKeys: [] },
    )
    const run = fc
      .record({
        errorMessage: fc.oneof(text, fc.anything()),
        tasks: fc.oneof(fc.array(task), fc.anything()),
        config: fc.anything(),
      })
      .map(({ errorMessage, tasks, config }) => ({
        run: { ...details.run, errorMessage, input: { leak: 'SECRET' }, output: { leak: 'SECRET' } },
        tasks: Array.isArray(tasks) ? [...tasks, { input: 'SECRET' }] : tasks,
        workflowConfig: config,
      }))
    const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code))
    const other = fc.record({ status, body: fc.oneof(text, fc.jsonValue()), afterMs: fc.nat(12_000) })
    const timed = fc.record({
      status,
      retryAfter: fc.oneof(fc.constantFrom('', '-1', '1e9', 'soon'), fc.nat(9).map(String)),
    })
    const reply = fc.oneof(fc.constantFrom<Reply>('hang', 'reset'), other, timed)
    const found = fc.record({ status: fc.constant(200), body: run, afterMs: fc.nat(6_000) })
    const replies = (last: fc.Arbitrary<Reply>) =>
      fc.tuple(fc.array(fc.oneof(reply, last), { maxLength: 4 }), last).map(([first, end]) => [...first, end])

    await fc.assert(
      fc.asyncProperty(replies(fc.oneof(reply, found)), replies(reply), async (hatchet, relay) => {
        vi.setSystemTime(Date.UTC(2026, 10, 22, 12))
        const start = performance.now()
        const sent = fakeNetwork(hatchet as Reply[], relay)
        expect(await report(ctx, 'FAILED', options)).toBeLessThanOrEqual(20_000)
        expect(sent.relay.every((attempt) => isTaken(attempt, start))).toBe(true)
        expect(new Set(sent.relay.map(({ body, headers }) => body + headers['webhook-id'])).size).toBeLessThanOrEqual(1)
        expect(sent.relay[0]?.body ?? '').not.toContain('SECRET')
      }),
      { numRuns: 200 },
    )
  })
})

it('imports nothing but what Node has', () => {
  const text = readFileSync(new URL('../../examples/hatchet-worker/send-run.ts', import.meta.url), 'utf8')
  expect(Array.from(text.matchAll(/\bfrom '([^']+)'|\b(?:import|require)\(/g), ([, name]) => name)).toEqual([
    'node:crypto',
  ])
})
