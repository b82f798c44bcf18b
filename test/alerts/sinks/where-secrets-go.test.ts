import { describe, expect, it, vi } from 'vitest'
import { createPagerDutySink } from '../../../lib/alerts/sinks/create-pager-duty-sink.ts'
import { createSlackSink } from '../../../lib/alerts/sinks/create-slack-sink.ts'
import type { SinkWorld } from '../../../lib/alerts/sinks/sink-world.ts'
import { buildNotification } from '../notification/build-notification.ts'

const SLACK_ORIGINS = ['https://hooks.slack.com']
const PAGER_ORIGIN = 'https://events.pagerduty.com'
const WEBHOOK = 'https://hooks.slack.com/services/T000/B000/hunter2hunter2'
const KEY = 'hunter2hunter2hunter2hunter2abcd'

/** A world with one secret, in which every request is answered with `status`. */
const worldWith = (value: string, status = 200, body = 'ok') => {
  const post = vi.fn<SinkWorld['post']>(async () => ({ status, headers: {}, body: Buffer.from(body) }))
  const secrets = { get: async () => ({ ok: true as const, value }), renew: async () => null }
  return { post, secrets, now: () => 0 }
}
const slackIn = (world: SinkWorld) => createSlackSink('chat', SLACK_ORIGINS, world)
const pagerIn = (world: SinkWorld) => createPagerDutySink('pager', PAGER_ORIGIN, world)
const tell = (sink: ReturnType<typeof slackIn>) => sink.send(buildNotification(), new AbortController().signal)

describe('what is told of runs', () => {
  it.each([
    ['another host', 'https://example.com/services/T000/B000/hunter2'],
    ['a host that begins like it', 'https://hooks.slack.com.example.com/hunter2'],
    ['a host that ends like it', 'https://evilhooks.slack.com/hunter2'],
    ['another port', 'https://hooks.slack.com:8443/hunter2'],
    ['plain http', 'http://hooks.slack.com/hunter2'],
    ['a host behind credentials', 'https://hooks.slack.com@example.com/hunter2'],
    ['credentials', 'https://user:hunter2@hooks.slack.com/services'],
    ['what is no URL', 'hunter2'],
  ])('goes nowhere where the webhook is of %s, and the reason does not repeat it', async (_, url) => {
    const world = worldWith(url)

    expect(await tell(slackIn(world))).toEqual({
      ok: false,
      isTransient: false,
      detail: 'chat in the secret alert-sinks is no webhook URL of https://hooks.slack.com',
    })
    expect(world.post).not.toHaveBeenCalled()
  })

  it.each(['', 'hunter2', `${KEY}x`, `${KEY.slice(1)}/`])('goes to no pager by a key like %j', async (key) => {
    const world = worldWith(key, 202)

    expect(await tell(pagerIn(world))).toMatchObject({ ok: false, isTransient: false })
    expect(world.post).not.toHaveBeenCalled()
  })

  it('goes to the webhook, and to the Events API, and nowhere else', async () => {
    const [chat, pager] = [worldWith(WEBHOOK), worldWith(KEY, 202)]

    expect([await tell(slackIn(chat)), await tell(pagerIn(pager))]).toEqual([{ ok: true }, { ok: true }])
    expect(chat.post.mock.calls.map(([url]) => url.href)).toEqual([WEBHOOK])
    expect(pager.post.mock.calls.map(([url]) => url.href)).toEqual([`${PAGER_ORIGIN}/v2/enqueue`])
  })
})

it.each([301, 302, 307, 308, 403, 500])(
  'a sink that answers %i is told once, and its secret not logged',
  async (status) => {
    const worlds = [worldWith(WEBHOOK, status, WEBHOOK), worldWith(KEY, status, KEY)] as const
    const results = [await tell(slackIn(worlds[0])), await tell(pagerIn(worlds[1]))]

    for (const [index, result] of results.entries()) {
      expect(result).toMatchObject({ ok: false, detail: `answered ${status}` })
      expect(worlds[index]?.post).toHaveBeenCalledTimes(1)
    }
  },
)
