import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSlackSink } from '../../../lib/alerts/sinks/create-slack-sink.ts'
import { slackMessage } from '../../../lib/alerts/sinks/slack-message.ts'
import { HttpError } from '../../../lib/errors.ts'
import { anyText } from '../../support/any-text.ts'
import { answered, type Given, NOW, SIGNAL, secretsOf, sinkWorld } from './sink-world.ts'
import { toldMessages } from './told-messages.ts'

const ORIGINS = ['https://hooks.slack.com', 'https://hooks.slack-gov.com']
const TOKEN = 'B0000/hunter2'
const URL_TEXT = `https://hooks.slack.com/services/T0000/${TOKEN}`
const MESSAGE = toldMessages['opened-dag']
const OK = answered(200, 'ok')
const INVALID_BLOCKS = answered(400, 'invalid_blocks')

/** Sends one message to a webhook of this URL that gives these answers. */
const send = async (answers: readonly Given[], url = URL_TEXT) => {
  const { world, posts } = sinkWorld(secretsOf(url), ...answers)
  const result = await createSlackSink('chat', ORIGINS, world).send(MESSAGE, SIGNAL)
  return { result, posts }
}

const permanent = (detail: string) => ({ ok: false, isTransient: false, detail })
const transient = (detail: string, retryAfterMs: number | null = null) => ({
  ok: false,
  isTransient: true,
  retryAfterMs,
  detail,
})

describe('a Slack sink', () => {
  it('takes digests, and what is over already', () => {
    expect(createSlackSink('chat', ORIGINS, sinkWorld(secretsOf('')).world)).toMatchObject({
      takesDigests: true,
      takesRecovered: true,
    })
  })

  it.each([MESSAGE, toldMessages['digest-of-2']])('posts a message once to the webhook, as blocks', async (message) => {
    const { world, posts } = sinkWorld(secretsOf(URL_TEXT), OK)

    expect(await createSlackSink('chat', ORIGINS, world).send(message, SIGNAL)).toEqual({ ok: true })
    expect(posts).toEqual([{ url: URL_TEXT, value: slackMessage(message), signal: SIGNAL }])
  })

  it.each(['ok\n', ' ok'])('takes %j for ok', async (body) => {
    expect((await send([answered(200, body)])).result).toEqual({ ok: true })
  })
})

describe('an answer of Slack', () => {
  it.each<[status: number, body: string | null, detail: string]>([
    [408, '', 'answered 408'],
    [425, '', 'answered 425'],
    [429, 'rate_limited', 'answered 429 rate_limited'],
    [500, 'rollup_error', 'answered 500 rollup_error'],
    [502, '<html>', 'answered 502'],
    [503, null, 'answered 503'],
    [599, '', 'answered 599'],
  ])('%i %j may pass', async (status, body, detail) => {
    const { result, posts } = await send([answered(status, body)])

    expect(result).toEqual(transient(detail))
    expect(posts).toHaveLength(1)
  })

  it.each<[status: number, body: string | null, detail: string]>([
    [400, 'invalid_payload', 'answered 400 invalid_payload'],
    [400, 'no_text', 'answered 400 no_text'],
    [400, null, 'answered 400'],
    [401, '', 'answered 401'],
    [403, 'action_prohibited', 'answered 403 action_prohibited'],
    [403, 'invalid_token', 'answered 403 invalid_token'],
    [404, 'no_service', 'answered 404 no_service'],
    [404, 'invalid_blocks', 'answered 404 invalid_blocks'],
    [405, '', 'answered 405'],
    [410, 'channel_is_archived', 'answered 410 channel_is_archived'],
    [413, '', 'answered 413'],
    [301, '', 'answered 301'],
    [302, '', 'answered 302'],
    [304, '', 'answered 304'],
    [307, '', 'answered 307'],
    [308, '', 'answered 308'],
    [200, '', 'answered 200, not as promised'],
    [200, 'okay', 'answered 200 okay, not as promised'],
    [200, '{"ok":true}', 'answered 200, not as promised'],
    [200, '<html>', 'answered 200, not as promised'],
    [200, null, 'answered 200, not as promised'],
    [201, 'ok', 'answered 201 ok, not as promised'],
    [204, '', 'answered 204, not as promised'],
  ])('%i %j is for ever', async (status, body, detail) => {
    const { result, posts } = await send([answered(status, body)])

    expect(result).toEqual(permanent(detail))
    expect(posts).toHaveLength(1)
  })

  it.each<[what: string, header: string | undefined, ms: number | null]>([
    ['in seconds', '30', 30_000],
    ['as a date', 'Sun, 22 Nov 2026 12:01:30 GMT', 90_000],
    ['as a date that is past', 'Sun, 22 Nov 2026 11:00:00 GMT', null],
    ['of nothing', '0', null],
    ['of less than nothing', '-5', null],
    ['as garbage', 'soon', null],
    ['longer than any', '9'.repeat(400), Number.POSITIVE_INFINITY],
    ['in no words', undefined, null],
  ])('asks to wait %s', async (_, header, ms) => {
    const headers: Record<string, string> = header === undefined ? {} : { 'retry-after': header }

    expect((await send([answered(429, '', headers)])).result).toEqual(transient('answered 429', ms))
    expect((await send([answered(503, '', headers)])).result).toEqual(transient('answered 503', ms))
  })

  it.each([
    [new HttpError('no whole answer (ECONNRESET)'), 'no whole answer (ECONNRESET)'],
    [new HttpError('the caller gave up'), 'the caller gave up'],
  ])('that does not come may come later: %s', async (fault, detail) => {
    expect((await send([fault])).result).toEqual(transient(detail))
  })
})

describe('a chat that does not take the blocks', () => {
  it.each<[what: string, second: Given, result: unknown]>([
    ['is told without them', OK, { ok: true }],
    ['refuses the rest too', INVALID_BLOCKS, permanent('answered 400 invalid_blocks')],
    ['refuses it for another reason', answered(404, 'no_service'), permanent('answered 404 no_service')],
    ['fails then', answered(500), transient('answered 500')],
    ['asks to wait then', answered(429, '', { 'retry-after': '7' }), transient('answered 429', 7_000)],
    ['does not answer then', new HttpError('no answer'), transient('no answer')],
  ])('%s, after one more request', async (_, second, expected) => {
    const { result, posts } = await send([INVALID_BLOCKS, second])

    expect(result).toEqual(expected)
    expect(posts).toEqual([
      { url: URL_TEXT, value: slackMessage(MESSAGE), signal: SIGNAL },
      { url: URL_TEXT, value: slackMessage(MESSAGE, 'text'), signal: SIGNAL },
    ])
  })

  it.each(['invalid_blocks_format', 'invalid_blocks: the text is too long\n'])('may say %j', async (body) => {
    expect((await send([answered(400, body), OK])).posts).toHaveLength(2)
  })
})

describe('a URL that is no webhook of Slack', () => {
  it.each([
    ['', 'nothing'],
    ['hooks.slack.com/services/T/B/x', 'no URL'],
    ['https://', 'no URL either'],
    ['http://hooks.slack.com/services/T/B/x', 'http'],
    ['https://hooks.slack.com:8443/services/T/B/x', 'another port'],
    ['https://hooks.slack.com.evil.example/services/T/B/x', 'another host'],
    ['https://evil.example/?https://hooks.slack.com', 'another host too'],
    ['https://hooks.slack.com@evil.example/services/T/B/x', 'a user at another host'],
    ['https://user@hooks.slack.com/services/T/B/x', 'a user'],
    ['https://:hunter2@hooks.slack.com/services/T/B/x', 'a password'],
    ['ftp://hooks.slack.com/services/T/B/x', 'another protocol'],
    ['javascript:alert(1)', 'no address'],
    ['blob:https://hooks.slack.com/services/T/B/x', 'what a browser keeps, of the same origin'],
    ['e93facc04764012d7bfb002500d5d1a6', 'the key of a pager'],
  ])('%s is refused without a request: %s', async (url) => {
    const { result, posts } = await send([OK], url)

    expect(result).toEqual(
      permanent(
        'chat in the secret alert-sinks is no webhook URL of https://hooks.slack.com or https://hooks.slack-gov.com',
      ),
    )
    expect(posts).toEqual([])
  })

  it.each(['https://hooks.slack-gov.com/services/T/B/x', 'https://hooks.slack.com:443/services/T/B/x'])(
    '%s is none of these',
    async (url) => {
      expect((await send([OK], url)).result).toEqual({ ok: true })
    },
  )
})

describe('what is told of a failure', () => {
  const body = fc.oneof(
    fc.constantFrom(URL_TEXT, TOKEN, `invalid_token ${TOKEN}`, `<p>${URL_TEXT}</p>`, 'invalid_blocks'),
    anyText(80).map((text) => `hunter2${text}`),
  )
  const given = fc
    .tuple(fc.constantFrom(200, 202, 302, 400, 403, 404, 410, 429, 500), body, fc.constantFrom(TOKEN, '7', URL_TEXT))
    .map(([status, text, header]) => answered(status, text, { 'retry-after': header, location: header }))

  it('holds nothing of the URL, and of an answer no more than a plain word', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 2 }), async (answers) => {
        const { result } = await send(answers)
        expect(JSON.stringify(result)).not.toContain('hunter2')
        expect(result).toMatchObject({
          detail: expect.stringMatching(/^answered \d{3}(?: [a-z_]+)?(?:, not as promised)?$/),
        })
      }),
    )
  })

  it.each([
    ['invalid_payload', 'answered 400 invalid_payload'],
    ['x'.repeat(64), `answered 400 ${'x'.repeat(64)}`],
    ['x'.repeat(65), 'answered 400'],
    ['Invalid', 'answered 400'],
    ['no text', 'answered 400'],
    ['_x', 'answered 400'],
    ['no_text\nno_text', 'answered 400'],
  ])('of the body %j is %j', async (text, detail) => {
    expect((await send([answered(400, text)])).result).toEqual(permanent(detail))
  })

  it('is of this moment: a time to wait is from now', async () => {
    const headers = { 'retry-after': new Date(NOW + 5_000).toUTCString() }

    expect((await send([answered(429, '', headers)])).result).toEqual(transient('answered 429', 5_000))
  })
})
