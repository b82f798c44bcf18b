import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { consumeSummaries } from '../../../lib/alerts/consume-summaries.ts'
import { createPagerDutySink } from '../../../lib/alerts/sinks/create-pager-duty-sink.ts'
import { createSlackSink } from '../../../lib/alerts/sinks/create-slack-sink.ts'
import type { SinkWorld } from '../../../lib/alerts/sinks/sink-world.ts'
import { sweep } from '../../../lib/alerts/sweep.ts'
import { postJson } from '../../../lib/http/post-json.ts'
import { startSinks } from '../../../local/sinks/start-sinks.ts'
import type { ToldMessage } from '../../../local/sinks/told-message.ts'
import { MINUTE, START } from '../../support/alerts/alert-times.ts'
import { alertWorld } from '../../support/alerts/alert-world.ts'
import { buildMessage } from '../../support/alerts/build-message.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { sinkFaults } from '../../support/alerts/sink-faults.ts'

const SIGNAL = new AbortController().signal
const OPTIONS = { maxBytes: 65_536, connectTimeoutMs: 3_000, requestTimeoutMs: 60_000 }
const KEY = '0'.repeat(32)

/** Alerting on a clock that a test moves, before what stands in for Slack and PagerDuty. `mail` is the fallback. */
const startWorld = async () => {
  const told: ToldMessage['by'][] = []
  const stand = await startSinks(({ by }) => told.push(by))
  onTestFinished(stand.stop)
  const world = alertWorld([buildRoute({ sinks: ['chat', 'pager'] })])
  const { clock, mail, report } = world
  const with_ = (value: string): SinkWorld => ({
    secrets: { get: async () => ({ ok: true, value }), renew: async () => null },
    post: (url, message, signal) => postJson(url, message, OPTIONS, signal),
    now: clock.now,
  })
  const sinks = new Map([
    ['chat', createSlackSink('chat', [stand.url], with_(`${stand.url}/services/T0/B0/x`))],
    ['pager', createPagerDutySink('pager', stand.url, with_(KEY))],
    ['mail', mail],
  ])
  const ports = { ...world.ports(), sinks }
  return {
    told,
    mail,
    stand,
    clock,
    events: report.events,
    take: () => consumeSummaries([buildMessage(1)], ports, () => true, SIGNAL),
    sweepAfter: async (seconds: number): Promise<void> => {
      clock.advance(seconds * 1_000)
      await sweep(ports, 60_000, SIGNAL)
    },
  }
}

const KINDS = [
  ['slack', 'chat', 'Slack', 'PagerDuty'],
  ['pagerduty', 'pager', 'PagerDuty', 'Slack'],
] as const

describe.each(KINDS)('%s that fails', (on, sink, failing, other) => {
  const cases = sinkFaults(on, START)

  it.each(cases.filter(({ waitSeconds }) => waitSeconds !== null))(
    'by $detail ($name) is told after $waitSeconds seconds, once, and the other at once',
    async ({ fault, waitSeconds, detail }) => {
      const world = await startWorld()
      world.stand.fail(fault)
      expect(await world.take()).toEqual([])
      expect(world.told).toEqual([other])
      expect(world.events).toContain(`postponed ${sink} ${detail}`)

      const waitMs = (waitSeconds ?? 0) * 1_000
      await world.sweepAfter(waitMs / 1_000 - 0.001)
      expect(world.told).toEqual([other])
      await world.sweepAfter(0.001)
      await world.sweepAfter(600)
      expect(world.told).toEqual([other, failing])
      expect(world.mail.taken).toEqual([])
    },
  )

  it.each(cases.filter(({ waitSeconds }) => waitSeconds === null))(
    'for ever ($detail) is told by the fallback, which names it, and the other at once',
    async ({ fault, detail }) => {
      const world = await startWorld()
      world.stand.fail(fault)
      await world.take()
      await world.sweepAfter(600)

      expect(world.told).toEqual([other])
      const why = expect.stringContaining(detail)
      expect(world.mail.taken).toMatchObject([{ message: { kind: 'opened', undelivered: { sink, why } } }])
    },
  )

  it('to answer is cut off after 5 seconds, and told a minute later: the other has not waited', async () => {
    const world = await startWorld()
    world.stand.fail({ on, kind: 'hang' })
    const taking = world.take()
    await vi.waitUntil(() => world.events.length > 0, { interval: 1 })
    expect([world.told, world.events]).toEqual([[other], [expect.stringContaining('sent')]])
    world.clock.advance(5_000)

    expect(await taking).toEqual([])
    expect(world.told).toEqual([other])
    await world.sweepAfter(MINUTE / 1_000)
    expect(world.told).toEqual([other, failing])
  })

  it('three times is left alone until it works again, and what it missed is one message', async () => {
    const world = await startWorld()
    world.stand.fail({ on, kind: 'status', status: 503, times: 3 })
    await world.take()
    await world.sweepAfter(60)
    await world.sweepAfter(120)
    expect(world.events.filter((event) => event.startsWith('postponed'))).toHaveLength(3)

    await world.sweepAfter(299)
    expect(world.told).toEqual([other])
    await world.sweepAfter(1)
    expect(world.told).toEqual([other, failing])
  })
})
