import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { type Answered, deliver } from '../../local/demo/deliver.ts'
import { receiveSummaries } from '../../local/demo/receive-summaries.ts'
import { readMetrics } from '../../local/emf/read-metrics.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { recordedRunText } from '../support/recorded-run.ts'

const folder = join(tmpdir(), `relay-e2e-${randomUUID()}`)
const lines: string[] = []
let stack: Stack

const send = (body: string, secret = stack.description.webhookSecret): Promise<Answered> =>
  deliver(
    { title: '', body: Buffer.from(body), expected: { status: 202, metric: 'RunsForwarded' } },
    stack.description.apiUrl,
    secret,
  )

// Its stop comes last.
describe('the local cloud', { shuffle: false }, () => {
  beforeAll(async () => {
    stack = await startStack({ folder, onLine: (line) => lines.push(line) })
  }, 30_000)

  describe('the built receive function', { shuffle: true }, () => {
    it('turns a signed run into one message, one line of log, and metrics that no runtime has wrapped', async () => {
      const { status, body } = await send(recordedRunText('py-fail.final'))
      expect(status).toBe(202)
      const summaries = await receiveSummaries(stack.description)
      expect(summaries).toMatchObject([
        {
          id: body['id'],
          runId: '5c6d273c-5c46-4288-953d-134855c00f3e',
          status: 'FAILED',
          error: { type: 'OrderError', message: 'order 4711 failed\nsecond line ünïcödé 😀' },
          failedTasks: ['py-fail'],
          source: 'webhook',
        },
      ])
      // What a process writes arrives beside its answer, and may come a moment later.
      const ours = (): string[] => lines.filter((line) => line.includes('5c6d273c-5c46-4288-953d-134855c00f3e'))
      await vi.waitUntil(() => ours().length > 0, { timeout: 5_000 })
      expect(ours()).toHaveLength(1)
      expect(JSON.parse(ours()[0] ?? '')).toMatchObject({
        runId: '5c6d273c-5c46-4288-953d-134855c00f3e',
        signedWith: 'current',
      })
      const dimensions = { service: 'hatchet-run-relay', stage: 'local', status: 'FAILED' }
      expect(ours().flatMap(readMetrics)).toEqual([
        { name: 'RunsForwarded', unit: 'Count', value: 1, dimensions },
        { name: 'RunDuration', unit: 'Milliseconds', value: 38, dimensions },
        { name: 'RunQueueTime', unit: 'Milliseconds', value: 0, dimensions },
      ])
    })

    it('puts nothing on the queue for a run with a wrong signature', async () => {
      const { status } = await send(recordedRunText('ok.final'), Buffer.alloc(32, 1).toString('base64'))
      expect(status).toBe(401)
      expect(await receiveSummaries(stack.description)).toEqual([])
    })

    it('says where everything is in stack.json, and in which file its lines are', async () => {
      expect(JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8'))).toEqual(stack.description)
      await send(recordedRunText('ok.final'))
      await receiveSummaries(stack.description)
      const logged = (): boolean =>
        readFileSync(stack.description.logFile, 'utf8').includes('"message":"run forwarded"')
      await vi.waitUntil(logged, { timeout: 5_000 })
    })
  })

  it('leaves no file and no port behind when it stops', async () => {
    await stack.stop()
    expect(existsSync(folder)).toBe(false)
    const { apiUrl, endpoints } = stack.description
    for (const url of [apiUrl, ...Object.values(endpoints)]) {
      await expect(fetch(url)).rejects.toThrow()
    }
  })
})
