import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDynamoDbLedger } from '../../../lib/aws/dynamodb-ledger.ts'
import type { RecordedOutcome } from '../../../lib/forward/ledger.ts'
import { startHatchet } from '../../../local/hatchet/start-hatchet.ts'
import { startRunsTable } from '../../aws/runs-table.ts'
import { describeStack } from '../../support/describe-stack.ts'
import { recordedRun } from '../../support/recorded-run.ts'
import { runScript } from '../../support/run-script.ts'

vi.hoisted(() => {
  process.env['RELAY_LOCAL_DIR'] = `/tmp/relay-hatchet-command-${process.pid}-${Date.now()}`
})

const FILE = 'events/runs/cancel-running.final.json'
const { id: RUN_ID } = recordedRun('cancel-running.final').run.metadata
const { tenantId } = recordedRun('cancel-running.final').run

const runHatchet = (...args: string[]) => runScript('local/hatchet.ts', ...args)

/** A local cloud, as far as its Hatchet and the ledger. */
const startCloud = async () => {
  const [hatchet, runs] = await Promise.all([startHatchet(), startRunsTable()])
  onTestFinished(async () => {
    await Promise.all([hatchet.stop(), runs.stop()])
  })
  describeStack({ hatchet: hatchet.url, dynamodb: runs.url })
  const ledger = createDynamoDbLedger(runs.client, runs.table, Date.now, 5_000)
  const outcome: RecordedOutcome = {
    status: 'CANCELLED',
    createdAt: 0,
    startedAt: null,
    finishedAt: null,
    tasks: null,
    ordinal: 0,
    recordedAt: Date.now(),
  }
  return {
    ids: () => hatchet.model.runs().map(({ run }) => Object(run['metadata']).id),
    tell: () => ledger.record({ tenantId, runId: RUN_ID }, outcome, [], AbortSignal.timeout(5_000)),
  }
}

describe('npm run hatchet', () => {
  it('lets a run end under its own id, and under another one once it was told', async () => {
    const cloud = await startCloud()

    expect(await runHatchet(FILE)).toMatchObject({ exitCode: 0, out: expect.stringContaining(` ${RUN_ID}\n`) })
    expect(cloud.ids()).toEqual([RUN_ID])

    await cloud.tell()
    const { exitCode, out } = await runHatchet(FILE)
    const [other] = cloud.ids().filter((id) => id !== RUN_ID)
    expect([exitCode, cloud.ids().length]).toEqual([0, 2])
    expect(out).toMatch(new RegExp(`^cancel-running\\.final\\.json +slow +CANCELLED +${other}$`, 'm'))
  })

  it('leaves out of a folder what has not ended, and says so', async () => {
    const cloud = await startCloud()

    const { exitCode, out } = await runHatchet('events/runs/ok.running.json', FILE)
    expect(exitCode).toBe(0)
    expect(out).toContain('Left out:\n  ok.running.json is RUNNING: only runs that have ended are told\n')
    expect(cloud.ids()).toEqual([RUN_ID])
  })

  it.each([
    [['events/runs/ok.queued.json'], 'ok.queued.json is QUEUED: only runs that have ended are told'],
    [['README.md'], 'README.md is no answer of GET workflow-runs/{id}'],
    [['package.json'], 'package.json is no answer of GET workflow-runs/{id}'],
    [['--ended', 'soon', FILE], '--ended must be a time with its offset'],
    [[], 'name a file, a folder, or - for standard input'],
  ])('%j is called wrongly: says what is wrong with its help, and exits with 2', async (args, message) => {
    const cloud = await startCloud()

    const { exitCode, out, err } = await runHatchet(...args)
    expect([exitCode, out, cloud.ids()]).toEqual([2, '', []])
    expect(err).toContain(message)
    expect(err).toContain('Usage: npm run hatchet')
  })
})
