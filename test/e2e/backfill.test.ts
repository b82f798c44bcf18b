import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readMetrics } from '../../local/emf/read-metrics.ts'
import type { SentMessage } from '../../local/emulators/sqs-emulator.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { type BuiltHatchetRun, buildHatchetRun, HATCHET_TENANT } from '../support/build-hatchet-run.ts'
import { commandEnvironment } from '../support/command-environment.ts'
import { runId } from '../support/run-id.ts'

const DAY = 86_400_000
const folder = join(tmpdir(), `relay-backfill-${randomUUID()}`)
const messages: SentMessage[] = []
const lines: string[] = []
let stack: Stack

beforeAll(async () => {
  stack = await startStack({
    folder,
    onMessage: (message) => messages.push(message),
    onLine: (line) => lines.push(line),
  })
}, 30_000)
afterAll(() => stack.stop())

const start = (args: readonly string[], place = folder) => {
  const env = commandEnvironment({ RELAY_LOCAL_DIR: place })
  const child = spawn(process.execPath, ['scripts/backfill.ts', ...args], { cwd: PROJECT_ROOT, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  }
  const ended = new Promise<{ readonly code: number | null; readonly output: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output }))
  })
  return { child, ended }
}

const backfill = (...args: string[]) => start(args).ended

describe('npm run backfill on the local cloud', () => {
  it('counts the runs of the past, then tells them to run-summaries alone, then finds them told', async () => {
    const now = Date.now()
    const put = (run: BuiltHatchetRun) => stack.hatchet.model.put(buildHatchetRun(run))
    for (const [id, days] of [10, 5, 3].entries()) put({ id: runId(id), createdAt: now - days * DAY })
    await stack.invoke('reconcile', { schedule: 'daily', windowMinutes: 43_200 })
    put({ id: runId(9), createdAt: now - DAY, finishedAt: stack.hatchet.now() + 1_000 })
    stack.hatchet.advance(60_000)
    const since = ['--since', new Date(now - 12 * DAY).toISOString()]

    const dryRun = await backfill(...since, '--dry-run')
    expect(dryRun).toMatchObject({ code: 0, output: expect.stringContaining('Dry run: nothing was sent') })
    expect(dryRun.output).toMatch(new RegExp(`^${HATCHET_TENANT} +4 +3 +0 +1 +0$`, 'm'))
    expect(messages).toEqual([])

    const told = await backfill(...since, '--until', new Date(now).toISOString(), '--tenant', HATCHET_TENANT)
    expect(told).toMatchObject({ code: 0, output: expect.stringContaining('3 summaries went to run-summaries') })
    expect(messages.map(({ queue, body }) => [queue, JSON.parse(body).runId])).toEqual(
      [0, 1, 2].map((id) => ['hatchet-run-relay-local-run-summaries', runId(id)]),
    )
    expect(lines.flatMap(readMetrics).filter(({ name }) => name === 'RunsForwarded')).toEqual([])

    const again = await backfill(...since)
    expect(again.output).toMatch(new RegExp(`^${HATCHET_TENANT} +4 +0 +3 +1 +0$`, 'm'))
    expect(messages).toHaveLength(3)
  }, 20_000)

  it('ends at Ctrl-C with the command that goes on', async () => {
    const asked = stack.hatchet.requests.length
    const { child, ended } = start(['--since', new Date(Date.now() - 399 * DAY).toISOString(), '--dry-run'])
    await vi.waitUntil(() => stack.hatchet.requests.length > asked + 10, { timeout: 5_000 })
    child.kill('SIGINT')

    const { code, output } = await ended
    expect(code).toBe(130)
    expect(output).toMatch(/Go on with: {2}npm run backfill -- --since \d{4}-\d\d-\d\dT00:00:00\.000Z --dry-run$/m)
    expect(output).toContain('What was told more than 31 days ago is told again')
  }, 20_000)

  it('fails where Hatchet refuses the token, and says how to go on', async () => {
    stack.hatchet.fail({ on: 'list', kind: 'status', status: 403 })
    const { code, output } = await backfill('--since', new Date(Date.now() - DAY / 2).toISOString())

    expect(code).toBe(1)
    expect(output).toMatch(new RegExp(`${HATCHET_TENANT} was given up at .+: auth, listing runs: status 403`))
    expect(output).toContain(`--tenant ${HATCHET_TENANT}`)
  }, 20_000)

  it('says who is configured where another tenant is asked for', async () => {
    const { code, output } = await backfill('--since', new Date(Date.now() - DAY).toISOString(), '--tenant', runId(1))

    expect(code).toBe(2)
    expect(output).toContain(`--tenant must be one that is configured (${HATCHET_TENANT}), not ${runId(1)}`)
    expect(output).toContain('Usage: npm run backfill')
  }, 20_000)
})
