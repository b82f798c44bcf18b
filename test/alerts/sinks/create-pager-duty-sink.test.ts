import { describe, expect, it } from 'vitest'
import { createPagerDutySink } from '../../../lib/alerts/sinks/create-pager-duty-sink.ts'
import { pagerDutyEvent } from '../../../lib/alerts/sinks/pager-duty-event.ts'
import { HttpError } from '../../../lib/errors.ts'
import { answered, type Given, SIGNAL, secretsOf, sinkWorld } from './sink-world.ts'
import { toldMessages } from './told-messages.ts'

const ORIGIN = 'https://events.pagerduty.com'
const KEY = 'e93facc04764012d7bfb002500d5d1a6'
const ACCEPTED = answered(202, '{"status":"success"}')
const MESSAGE = toldMessages['opened-dag']

const send = async (given: Given, key = KEY) => {
  const { world, posts } = sinkWorld(secretsOf(key), given)
  const result = await createPagerDutySink('pager', ORIGIN, world).send(MESSAGE, SIGNAL)
  return { result, posts }
}

describe('a PagerDuty sink', () => {
  it('takes neither digests nor what is over already', () => {
    expect(createPagerDutySink('pager', ORIGIN, sinkWorld(secretsOf(KEY)).world)).toMatchObject({
      takesDigests: false,
      takesRecovered: false,
    })
  })

  it.each([MESSAGE, toldMessages['resolved-succeeded']])('posts an event once, with its key', async (message) => {
    const { world, posts } = sinkWorld(secretsOf(KEY), ACCEPTED)

    expect(await createPagerDutySink('pager', ORIGIN, world).send(message, SIGNAL)).toEqual({ ok: true })
    expect(posts).toEqual([
      {
        url: 'https://events.pagerduty.com/v2/enqueue',
        value: { routing_key: KEY, ...pagerDutyEvent(message) },
        signal: SIGNAL,
      },
    ])
  })

  it('refuses a digest without asking for a key or sending anything', async () => {
    const { world, posts } = sinkWorld({ get: () => Promise.reject(), renew: () => Promise.reject() }, ACCEPTED)

    expect(await createPagerDutySink('pager', ORIGIN, world).send(toldMessages['digest-of-2'], SIGNAL)).toEqual({
      ok: false,
      isTransient: false,
      detail: 'a pager takes no digests',
    })
    expect(posts).toEqual([])
  })

  it.each([
    ['nothing', ''],
    ['too short', KEY.slice(1)],
    ['too long', `${KEY}0`],
    ['with another character', `${KEY.slice(1)}-`],
    ['over two lines', `${KEY}\n${KEY}`],
    ['a URL', 'https://hooks.slack.com/services/T0000/B0000/hunter2'],
  ])('refuses a key that is %s without a request', async (_, key) => {
    const { result, posts } = await send(ACCEPTED, key)

    expect(result).toEqual({
      ok: false,
      isTransient: false,
      detail: 'pager in the secret alert-sinks is no integration key',
    })
    expect(posts).toEqual([])
  })
})

describe('an answer of PagerDuty', () => {
  const body = JSON.stringify({ status: 'invalid event', message: KEY, errors: [KEY] })

  it.each([
    [408, 'answered 408'],
    [425, 'answered 425'],
    [429, 'answered 429'],
    [500, 'answered 500'],
    [503, 'answered 503'],
  ])('of status %i may pass', async (status, detail) => {
    const { result, posts } = await send(answered(status, body))

    expect(result).toEqual({ ok: false, isTransient: true, retryAfterMs: null, detail })
    expect(posts).toHaveLength(1)
  })

  it.each([301, 302, 307, 308, 400, 401, 402, 403, 404, 410, 413])('of status %i is for ever', async (status) => {
    const { result, posts } = await send(answered(status, body))

    expect(result).toEqual({ ok: false, isTransient: false, detail: `answered ${status}` })
    expect(posts).toHaveLength(1)
  })

  it.each([200, 201, 204])('of status %i, which it does not promise, is for ever', async (status) => {
    const { result, posts } = await send(answered(status, body, { 'retry-after': '30' }))

    expect(result).toEqual({ ok: false, isTransient: false, detail: `answered ${status}, not as promised` })
    expect(posts).toHaveLength(1)
  })

  it.each([
    ['30', 30_000],
    ['Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
    ['soon', null],
  ])('asks to wait: %s', async (header, retryAfterMs) => {
    expect((await send(answered(429, '', { 'retry-after': header }))).result).toMatchObject({ retryAfterMs })
  })

  it('says nothing of itself, not even a plain word: it may be of the key', async () => {
    expect(JSON.stringify((await send(answered(400, 'abcdefabcdefabcdefabcdefabcdefab'))).result)).not.toContain('abc')
  })

  it('that does not come may come later', async () => {
    expect((await send(new HttpError('no whole answer within 5000 ms'))).result).toEqual({
      ok: false,
      isTransient: true,
      retryAfterMs: null,
      detail: 'no whole answer within 5000 ms',
    })
  })
})
