import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { listenOnLoopback } from '../../../local/http/listen-on-loopback.ts'
import type { Act } from '../../../local/soak/act.ts'
import { playSoak } from '../../../local/soak/play-soak.ts'
import { recordedRuns } from '../../../local/soak/recorded-runs.ts'
import { createSoakRecord } from '../../../local/soak/soak-record.ts'
import type { SoakWorld } from '../../../local/soak/soak-world.ts'
import type { Stack } from '../../../local/stack.ts'

it('ends an outage at its time, however many requests it holds up', async () => {
  const isUp = Promise.withResolvers<void>()
  const api = await listenOnLoopback(async (_, response) => {
    await isUp.promise
    response.writeHead(202, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ outcome: 'forwarded', id: randomUUID() }))
  })
  const stack = {
    description: { apiUrl: api.url, webhookSecret: Buffer.alloc(24).toString('base64') },
    queues: { setDown: (isDown: boolean) => isDown || isUp.resolve() },
  } as unknown as Stack
  const world: SoakWorld = {
    stack,
    record: createSoakRecord(),
    recorded: recordedRuns(),
    refused: [],
    signal: new AbortController().signal,
    hatchetFaults: [],
    called: new Set(),
  }
  const runs = Array.from({ length: 100 }, (_, index): Act => {
    const run = { runId: randomUUID(), workflow: 'any', status: 'COMPLETED', like: index / 100 } as const
    return { at: 0, type: 'run', run, isInHatchet: false, repeatAfterMs: null }
  })
  await playSoak([...runs, { at: 1, type: 'queues-down', isDown: false }], world, () => {})
  expect(world.record.accepted.size).toBe(100)
  expect(world.record.wrongAnswers).toEqual([])
  await api.stop()
})
