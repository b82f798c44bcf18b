import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endedRuns } from '../../local/demo/ended-runs.ts'
import { receiveSummaries } from '../../local/demo/receive-summaries.ts'
import type { Hatchet } from '../../local/hatchet/hatchet.ts'
import { startHatchet } from '../../local/hatchet/start-hatchet.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { type Stack, startStack } from '../../local/stack.ts'

const folder = join(tmpdir(), `relay-own-hatchet-${randomUUID()}`)
const tenantId = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const dashboardUrl = 'https://hatchet.example.com/ui'
const [{ details: ended } = { details: null }] = endedRuns()
let own: Hatchet
let stack: Stack

beforeAll(async () => {
  own = await startHatchet({
    tokens: new Map([['own-token', tenantId]]),
    now: () => Date.parse('2026-11-22T11:00:00Z'),
  })
  const tenants = JSON.stringify([{ tenantId, token: 'own-token', apiUrl: own.url }])
  stack = await startStack({ folder, ownHatchet: { tenants, apiUrl: 'https://cloud.hatchet.run', dashboardUrl } })
  // What ended before the first poll is told by none.
  await stack.invoke('reconcile', { schedule: '5min', windowMinutes: 60 })
  if (ended === null) throw new Error('no run is recorded')
  own.model.put(ended)
  own.advance(3_600_000)
}, 30_000)
afterAll(async () => {
  await stack.stop()
  await own.stop()
})

const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, args, {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env['PATH'], RELAY_LOCAL_DIR: folder },
  }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  )

describe("a local cloud that polls a Hatchet of the user's own", () => {
  it('tells its runs, with links to its dashboard, and asks the local Hatchet for nothing', async () => {
    await stack.invoke('reconcile', { schedule: '5min', windowMinutes: 60 })

    const { id } = Object(ended?.run['metadata'])
    const url = `${dashboardUrl}/tenants/${tenantId}/runs/${id}`
    expect(await receiveSummaries(stack.description)).toMatchObject([{ runId: id, url, source: 'reconcile' }])
    expect(stack.hatchet.requests).toEqual([])
  })

  it('is polled with the same links by npm run invoke, and its token is in no file', async () => {
    const tick = 'events/lambda/reconcile.5min.json'
    const { code, output } = await run('local/invoke.ts', 'reconcile', tick)

    expect([code, output]).toEqual([0, expect.stringContaining('"RunsChecked":1')])
    expect(stack.hatchet.requests).toEqual([])
    for (const file of ['stack.json', 'functions.log']) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain('own-token')
    }
  }, 20_000)

  it('has its clock held against the others by npm run doctor, and takes no runs for the local Hatchet', async () => {
    const [doctor, hatchet] = await Promise.all([
      run('scripts/doctor.ts', '--json'),
      run('local/hatchet.ts', 'events/runs/cancel-running.final.json'),
    ])

    const checks: { name: string; state: string; words: string }[] = JSON.parse(doctor.output).checks
    expect(checks.find(({ name }) => name === 'clocks')).toMatchObject({
      state: 'fail',
      words: expect.stringContaining(new URL(own.url).host),
    })
    expect(hatchet).toMatchObject({ code: 2, output: expect.stringContaining('polls a Hatchet of your own') })
  }, 20_000)
})
