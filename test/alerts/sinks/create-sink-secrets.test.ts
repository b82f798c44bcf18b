import { beforeEach, describe, expect, it } from 'vitest'
import { createSinkSecrets } from '../../../lib/alerts/sinks/create-sink-secrets.ts'
import type { SinkSecrets } from '../../../lib/alerts/sinks/sink-secrets.ts'
import { SecretError } from '../../../lib/errors.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { NOW, SIGNAL } from './sink-world.ts'

const MINUTE = 60_000
const UNREADABLE = new SecretError('the secret cannot be read: ThrottlingException')
const OLD = JSON.stringify({ chat: 'old', pager: 'key' })
const NEW = JSON.stringify({ chat: 'new', pager: 'key' })

const found = (value: string) => ({ ok: true, value })
const unreadable = { ok: false, isTransient: true, detail: UNREADABLE.message }
const malformed = {
  ok: false,
  isTransient: false,
  detail: 'the secret alert-sinks is no JSON object of texts by their names',
}
const missing = (name: string) => ({
  ok: false,
  isTransient: false,
  detail: `the secret alert-sinks has no text ${name}`,
})

let clock: FakeClock
/** What the secret holds now, or why it cannot be read. */
let stored: string | Error
let readings: AbortSignal[]
let secrets: SinkSecrets
beforeEach(() => {
  clock = createFakeClock(NOW)
  stored = OLD
  readings = []
  secrets = createSinkSecrets(async (signal) => {
    readings.push(signal)
    if (stored instanceof Error) throw stored
    return stored
  }, clock.now)
})

const get = (name = 'chat') => secrets.get(name, SIGNAL)
const renew = (refused = 'old') => secrets.renew('chat', refused, SIGNAL)

describe('the secrets of sinks', () => {
  it('are read once for five minutes', async () => {
    expect(await get()).toEqual(found('old'))
    stored = NEW
    clock.advance(5 * MINUTE - 1)
    expect(await get()).toEqual(found('old'))
    expect(readings).toEqual([SIGNAL])

    clock.advance(1)
    expect(await get()).toEqual(found('new'))
    expect(readings).toHaveLength(2)
  })

  it('are read once for sinks that are told at once, at first and later', async () => {
    expect(await Promise.all([get('chat'), get('pager'), get('chat')])).toEqual(['old', 'key', 'old'].map(found))
    clock.advance(5 * MINUTE)
    stored = NEW
    expect(await Promise.all([get('chat'), get('pager')])).toEqual(['new', 'key'].map(found))

    expect(readings).toHaveLength(2)
  })

  it('are read anew where the clock was set back, once', async () => {
    await get()
    stored = NEW
    clock.advance(-60 * MINUTE)

    expect(await get()).toEqual(found('new'))
    expect(await get()).toEqual(found('new'))
    expect(readings).toHaveLength(2)
  })

  it.each([
    ['white space around it', '{"chat":" old\\n"}', found('old')],
    ['other members of any kind', '{"chat":"old","x":1,"y":null,"z":{"chat":"no"}}', found('old')],
    ['nothing of this name', '{"Chat":"old"}', missing('chat')],
    ['nothing at all', '{}', missing('chat')],
    ['a number', '{"chat":1}', missing('chat')],
    ['null', '{"chat":null}', missing('chat')],
    ['an object', '{"chat":{"url":"old"}}', missing('chat')],
    ['white space alone', '{"chat":" "}', missing('chat')],
  ])('hold %s', async (_, text, expected) => {
    stored = text
    expect(await get()).toEqual(expected)
  })

  it.each(['__proto__', 'constructor', 'toString'])('hold no %s of their own', async (name) => {
    expect(await get(name)).toEqual(missing(name))
  })
})

describe('a secret that cannot be read', () => {
  it('may be read later, where nothing was read before: each send asks again', async () => {
    stored = UNREADABLE
    expect([await get(), await get()]).toEqual([unreadable, unreadable])
    stored = OLD

    expect(await get()).toEqual(found('old'))
    expect(readings).toHaveLength(3)
  })

  it('is asked for once by sinks that are told at once', async () => {
    stored = UNREADABLE

    expect(await Promise.all([get('chat'), get('pager')])).toEqual([unreadable, unreadable])
    expect(readings).toHaveLength(1)
  })

  it('is used as it was read last, and read again five minutes later', async () => {
    await get()
    stored = UNREADABLE
    clock.advance(5 * MINUTE)
    expect([await get(), await get('pager')]).toEqual([found('old'), found('key')])
    stored = NEW
    clock.advance(5 * MINUTE)

    expect(await get()).toEqual(found('new'))
    expect(readings).toHaveLength(3)
  })

  it('may have what was not in it when it was read last', async () => {
    await get()
    stored = UNREADABLE
    clock.advance(5 * MINUTE)

    expect(await get('added')).toEqual(unreadable)
  })

  it('says no more than that where an error is none', async () => {
    const broken = createSinkSecrets(() => Promise.reject('hunter2'), clock.now)

    expect(await broken.get('chat', SIGNAL)).toEqual({
      ok: false,
      isTransient: true,
      detail: 'the secret alert-sinks cannot be read',
    })
  })
})

describe('a secret that is malformed', () => {
  it.each(['', 'https://hooks.slack.com/services/hunter2', '{"chat":', '"hunter2"', '["hunter2"]', '7', 'null'])(
    'is refused for ever, where nothing was read before: %s',
    async (text) => {
      stored = text
      expect(await get()).toEqual(malformed)
    },
  )

  it('is mended without waiting', async () => {
    stored = ''
    await get()
    stored = OLD

    expect(await get()).toEqual(found('old'))
  })

  it('is used as it was read last', async () => {
    await get()
    stored = '{'
    clock.advance(5 * MINUTE)

    expect(await get()).toEqual(found('old'))
    expect(await get('added')).toEqual(malformed)
  })
})

describe('a name that is not in the secret', () => {
  it('is looked for again every 30 seconds at most', async () => {
    await get()
    for (const [ms, count] of [
      [0, 1],
      [29_999, 1],
      [1, 2],
      [29_999, 2],
      [1, 3],
    ] as const) {
      clock.advance(ms)
      expect(await get('added')).toEqual(missing('added'))
      expect(readings).toHaveLength(count)
    }
  })

  it('is found once it is there', async () => {
    await get()
    stored = JSON.stringify({ added: 'now' })
    clock.advance(30_000)

    expect(await get('added')).toEqual(found('now'))
  })
})

describe('a value that was refused', () => {
  it('is replaced at once by the one that is stored now, however lately it was read', async () => {
    await get()
    stored = NEW

    expect(await renew()).toBe('new')
    expect(await get()).toEqual(found('new'))
    expect(readings).toHaveLength(2)
  })

  it('is looked for every 30 seconds at most, and again where the clock was set back', async () => {
    await get()
    expect(await renew()).toBeNull()
    stored = NEW
    clock.advance(29_999)
    expect(await renew()).toBeNull()
    expect(readings).toHaveLength(2)

    clock.advance(1)
    expect(await renew()).toBe('new')
    stored = JSON.stringify({ chat: 'newer' })
    clock.advance(-60 * MINUTE)
    expect(await renew('new')).toBe('newer')
    expect(readings).toHaveLength(4)
  })

  it('is replaced for all who were refused at once, by one reading', async () => {
    await get()
    stored = NEW

    expect(await Promise.all([renew(), renew()])).toEqual(['new', 'new'])
    expect(await renew()).toBe('new')
    expect(readings).toHaveLength(2)
  })

  it.each([
    ['it is stored still', OLD],
    ['it is gone', '{}'],
    ['the secret is malformed', '{'],
    ['the secret cannot be read', UNREADABLE],
  ])('stays where %s', async (_, next) => {
    await get()
    stored = next
    clock.advance(30_000)

    expect(await renew()).toBeNull()
    expect(readings).toHaveLength(2)
  })
})
