import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { receiveSummaries } from '../../local/demo/receive-summaries.ts'
import type { RunDetails } from '../../local/hatchet/run-details.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { startAnsweringServer } from '../support/answering-server.ts'
import { hookedRun } from '../support/examples/hooked-run.ts'
import { pythonSender } from '../support/examples/python-sender.ts'
import { type RecordedHook, recordedHook } from '../support/examples/recorded-hook.ts'
import { type RelayFront, startRelayFront } from '../support/examples/relay-front.ts'
import type { Sender } from '../support/examples/sender.ts'
import { typescriptSender } from '../support/examples/typescript-sender.ts'
import { withMember } from '../support/with-member.ts'

let stack: Stack
let front: RelayFront
beforeAll(async () => {
  stack = await startStack({ folder: join(tmpdir(), `relay-examples-${randomUUID()}`) })
  front = await startRelayFront(stack.description.apiUrl)
}, 30_000)
afterAll(async () => {
  await front.stop()
  await stack.stop()
})
beforeEach(() => {
  front.taken()
})

const options = () => ({
  url: front.url,
  secret: stack.description.webhookSecret,
  hatchetToken: 'local-token',
  hatchetApiUrl: stack.hatchet.url,
})
const summaries = () => receiveSummaries(stack.description)
const know = (details: unknown, visibleAt?: number): void => stack.hatchet.model.put(details as RunDetails, visibleAt)
/** What Hatchet was asked for this run. */
const asked = ({ workflowRunId }: RecordedHook): number =>
  stack.hatchet.requests.filter(({ path }) => path.endsWith(workflowRunId)).length
/** Puts what Hatchet knows once it has been asked. */
const knowOnceAsked = async (hook: RecordedHook, details: unknown): Promise<void> => {
  await vi.waitUntil(() => asked(hook) > 0, { timeout: 5_000, interval: 5 })
  know(details)
}
/** Members of the task `work`, the one that failed. */
const withWork = (details: ReturnType<typeof hookedRun>['details'], members: Record<string, unknown>): unknown =>
  withMember(
    details,
    ['tasks'],
    details.tasks.map((task) => (String(task['displayName']).startsWith('work-') ? { ...task, ...members } : task)),
  )

describe.each<Sender>([typescriptSender, pythonSender()])('the $language sender', ({ canRun, report, stop }) => {
  afterAll(stop)

  describe.runIf(canRun)('with a relay and a Hatchet', () => {
    it('tells a failure: true status, error, failed step, attempt', async () => {
      const { hook, details } = hookedRun('on-failure')
      know(details)

      expect(await report(hook, 'FAILED', options())).toEqual([])

      expect(front.taken()).toMatchObject([{ status: 202, headers: { 'webhook-id': `${hook.taskRunExternalId}_0` } }])
      expect(await summaries()).toMatchObject([
        {
          runId: hook.workflowRunId,
          status: 'FAILED',
          workflowName: 'hooked-fail',
          error: { type: 'Error', message: 'work exploded (attempt 1)\nline two', truncated: false },
          failedTasks: ['work'],
          attempt: 2,
          createdAt: '2026-11-22T11:19:51.362Z',
          durationMs: 124,
          source: 'webhook',
        },
      ])
    })

    it('tells a success, and asks for no error', async () => {
      const { hook, details } = hookedRun('on-success')
      know(withMember(details, ['run', 'errorMessage'], 'of an attempt before'))

      expect(await report(hook, 'COMPLETED', options())).toEqual([])

      const [{ body } = { body: '' }] = front.taken()
      expect(body).not.toContain('of an attempt before')
      expect(await summaries()).toMatchObject([
        { runId: hook.workflowRunId, status: 'COMPLETED', workflowName: 'hooked-ok', error: null, attempt: 1 },
      ])
    })

    it('is told once, however often its hook is run', async () => {
      const { hook, details } = hookedRun('on-failure')
      know(details)
      await report(hook, 'FAILED', options())
      await report({ ...hook, retryCount: 0 }, 'FAILED', options())

      expect(front.taken().map(({ status }) => status)).toEqual([202, 200])
      expect(await summaries()).toHaveLength(1)
    })

    it.each([
      ['on-failure-timeout', '', 'Task exceeded timeout of 1s', null],
      ['on-failure-child', '{}', 'left failed', 'Error'],
      ['on-failure-three-errors', '""', 'left failed', 'Error'],
    ])('takes the error that only the hook knows (%s)', async (name, errorMessage, message, type) => {
      const { hook, details } = hookedRun('on-failure')
      know(withMember(details, ['run', 'errorMessage'], errorMessage))

      expect(await report({ ...hook, errors: recordedHook(name).errors }, 'FAILED', options())).toEqual([])

      expect(await summaries()).toMatchObject([{ status: 'FAILED', error: { type, message }, failedTasks: ['work'] }])
    })

    it('waits until Hatchet shows the run, and the task that failed', async () => {
      const { hook, details } = hookedRun('on-failure')
      const reported = report(hook, 'FAILED', options())
      await knowOnceAsked(hook, withWork(details, { status: 'RUNNING', finishedAt: undefined }))
      const before = asked(hook)
      await vi.waitUntil(() => asked(hook) > before + 1, { timeout: 5_000, interval: 5 })
      know(details)

      expect(await reported).toEqual([])
      expect(front.taken()).toHaveLength(1)
      expect(await summaries()).toMatchObject([{ failedTasks: ['work'], attempt: 2 }])
    })

    // What live hooks read under load (v0.104.7): the task as it was before its retry, and no hook yet.
    it.each([
      ['on-failure', 'FAILED', { retryCount: 0 }, { failedTasks: ['work'], attempt: 2 }],
      ['on-success', 'COMPLETED', { status: 'FAILED', retryCount: 0 }, { failedTasks: [], attempt: 2 }],
    ] as const)(
      'waits in %s until Hatchet shows the last attempt, which it does once it knows the hook',
      async (name, status, stale, told) => {
        const { hook, details } = hookedRun(name)
        const last = withWork(details, { retryCount: 1 }) as typeof details
        const early = withWork(details, stale) as typeof details
        know(withMember(early, ['tasks'], early.tasks.slice(1)))
        const reported = report(hook, status, options())
        await vi.waitUntil(() => asked(hook) > 1, { timeout: 5_000, interval: 5 })
        know(last)

        expect(await reported).toEqual([])
        expect(await summaries()).toMatchObject([told])
      },
    )

    it('waits after a replay until Hatchet no longer shows the attempt before', async () => {
      const { hook, details } = hookedRun('on-failure')
      know(details)
      const reported = report({ ...hook, retryCount: 1 }, 'FAILED', options())
      const [own, ...others] = details.tasks
      const replayed = withMember(details, ['tasks'], [{ ...own, retryCount: 1 }, ...others]) as typeof details
      await knowOnceAsked(hook, withWork(replayed, { retryCount: 3 }))

      expect(await reported).toEqual([])
      expect(front.taken()).toMatchObject([{ headers: { 'webhook-id': `${hook.taskRunExternalId}_1` } }])
      expect(await summaries()).toMatchObject([{ attempt: 4 }])
    })

    it('asks Hatchet again when it fails, breaks off or answers with something else', async () => {
      const { hook, details } = hookedRun('on-success')
      know(details)
      stack.hatchet.fail({ on: 'details', kind: 'reset' })
      stack.hatchet.fail({ on: 'details', kind: 'garbage' })
      stack.hatchet.fail({ on: 'details', kind: 'status', status: 503, headers: { 'retry-after': '0' } })

      expect(await report(hook, 'COMPLETED', options())).toEqual([])
      expect(await summaries()).toHaveLength(1)
    })

    it('gives up at once, and says why, where Hatchet refuses the token', async () => {
      const { hook, details } = hookedRun('on-success')
      know(details)

      const lines = await report(hook, 'COMPLETED', { ...options(), hatchetToken: 'not-a-token' })
      expect(lines).toEqual([
        `hatchet-run-relay: run ${hook.workflowRunId} was not reported: Hatchet: 403 Please provide valid credentials`,
      ])
      expect(asked(hook)).toBe(1)
      expect(front.taken()).toEqual([])
    })

    it('sends again under the same id while the relay is too busy or out of reach', async () => {
      const { hook, details } = hookedRun('on-failure')
      know(details)
      front.answer(null, { status: 429 })

      expect(await report(hook, 'FAILED', options())).toEqual([])

      const attempts = front.taken()
      expect(attempts.map(({ status }) => status)).toEqual([null, 429, 202])
      expect(new Set(attempts.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
      expect(await summaries()).toHaveLength(1)
    })

    it.each([400, 403, 413, 422, 307])('stops and logs at %s', async (status) => {
      const { hook, details } = hookedRun('on-success')
      know(details)
      const elsewhere = await startAnsweringServer([{ status: 202 }])
      front.answer({ status, headers: { location: elsewhere.url } })

      const [line, ...others] = await report(hook, 'COMPLETED', options())
      await elsewhere.stop()

      const reason = status === 307 ? '307, redirected: check the address' : `${status} as told`
      expect(line).toMatch(new RegExp(`run ${hook.workflowRunId} was not reported: the relay: ${reason}$`))
      expect(others).toEqual([])
      expect(front.taken()).toHaveLength(1)
      expect(elsewhere.requests).toEqual([])
    })

    it('stops and logs where it signs with another secret', async () => {
      const { hook, details } = hookedRun('on-success')
      know(details)

      const lines = await report(hook, 'COMPLETED', { ...options(), secret: Buffer.alloc(32, 1).toString('base64') })

      expect(lines).toEqual([expect.stringContaining('the relay: 401 Sign the exact bytes of the body')])
      expect(front.taken()).toHaveLength(1)
      expect(await summaries()).toEqual([])
    })

    it('follows no redirect of Hatchet with its token', async () => {
      const { hook } = hookedRun('on-success')
      const elsewhere = await startAnsweringServer([{ status: 200 }])
      stack.hatchet.fail({ on: 'details', kind: 'status', status: 302, headers: { location: elsewhere.url } })

      const lines = await report(hook, 'COMPLETED', options())
      await elsewhere.stop()

      expect(lines).toEqual([expect.stringContaining('Hatchet: 302, redirected: check the address')])
      expect(elsewhere.requests).toEqual([])
    })

    it.each([
      [
        'of TypeScript',
        JSON.stringify({ message: `boom ${'ä"\u0000'.repeat(400_000)}`, stack: 'TypeError: boom\n    at x' }),
      ],
      ['of Python', `TypeError: boom ${'€\n'.repeat(400_000)}`],
    ])('cuts a megabyte of error text %s', async (_, errorMessage) => {
      const { hook, details } = hookedRun('on-failure')
      know(withMember(details, ['run', 'errorMessage'], errorMessage))

      expect(await report(hook, 'FAILED', options())).toEqual([])

      const [{ body } = { body: '' }] = front.taken()
      expect(Buffer.byteLength(JSON.parse(body).run.errorMessage)).toBeLessThanOrEqual(32 * 1_024)
      const [summary] = await summaries()
      expect(summary?.error).toMatchObject({
        message: expect.stringMatching(/^(TypeError: )?boom [ä€]/),
        truncated: true,
      })
    })

    it('lets nothing out of what tasks were given and what they returned', async () => {
      const { hook, details } = hookedRun('on-failure')
      const leak = { card: 'SECRET-4711' }
      const tasks = details.tasks.map((task) => ({
        ...task,
        input: leak,
        output: leak,
        errorMessage: 'SECRET',
        other: leak,
      }))
      const run = { ...details.run, input: leak, output: leak, payload: leak }
      const around = {
        shape: [leak],
        taskEvents: [{ output: 'SECRET' }],
        workflowConfig: { Name: 'orders', CronInput: leak },
      }
      know({ ...details, ...around, run, tasks })

      expect(await report(hook, 'FAILED', options())).toEqual([])

      const [{ body, headers } = { body: '', headers: {} }] = front.taken()
      expect(body).not.toContain('SECRET')
      expect(body + JSON.stringify(headers)).not.toContain('local-token')
      expect(JSON.parse(body)).toMatchObject({
        run: { input: {}, output: {} },
        tasks: [{ displayName: 'work-1795346391386' }, { displayName: 'ok-step-1795346391335' }],
        workflowConfig: { Name: 'orders' },
      })
      expect(await summaries()).toHaveLength(1)
    })
  })
})
