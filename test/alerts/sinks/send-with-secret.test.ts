import { beforeEach, describe, expect, it } from 'vitest'
import type { SendResult } from '../../../lib/alerts/notification/sink.ts'
import { createSinkSecrets } from '../../../lib/alerts/sinks/create-sink-secrets.ts'
import { sendWithSecret } from '../../../lib/alerts/sinks/send-with-secret.ts'
import type { SinkSecrets } from '../../../lib/alerts/sinks/sink-secrets.ts'
import { HttpError, SecretError } from '../../../lib/errors.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { NOW, SIGNAL } from './sink-world.ts'

const REFUSED: SendResult = { ok: false, isTransient: false, detail: 'refused' }
const FAILED: SendResult = { ok: false, isTransient: true, retryAfterMs: 7, detail: 'failed' }

let clock: FakeClock
/** The value that is stored now; null where the secret cannot be read. */
let stored: string | null
let secrets: SinkSecrets
beforeEach(async () => {
  clock = createFakeClock(NOW)
  stored = 'old'
  secrets = createSinkSecrets(async () => {
    if (stored === null) throw new SecretError('the secret cannot be read')
    return JSON.stringify({ chat: stored })
  }, clock.now)
})

/** Sends with what each attempt comes to, one after another; and the values that were tried. */
const send = async (...results: readonly (SendResult | Error)[]) => {
  const tried: string[] = []
  const attempt = async (value: string): Promise<SendResult> => {
    tried.push(value)
    const result = results[tried.length - 1]
    if (result === undefined || result instanceof Error) throw result ?? new Error('one attempt too many')
    return result
  }
  return { result: await sendWithSecret(secrets, 'chat', attempt, SIGNAL), tried }
}

/** The secret is read, and replaced a minute later. */
const replace = async () => {
  await send({ ok: true })
  clock.advance(60_000)
  stored = 'new'
}

describe('a secret that is replaced in flight', () => {
  it.each<[what: string, second: SendResult | Error, result: SendResult]>([
    ['takes', { ok: true }, { ok: true }],
    ['refuses', REFUSED, REFUSED],
    ['fails with', FAILED, FAILED],
    [
      'breaks off with',
      new HttpError('broken'),
      { ok: false, isTransient: true, retryAfterMs: null, detail: 'broken' },
    ],
  ])('is tried once more where its old value is refused, and what %s the new one stands', async (_, second, result) => {
    await replace()

    expect(await send(REFUSED, second)).toEqual({ result, tried: ['old', 'new'] })
    expect((await send({ ok: true })).tried).toEqual(['new'])
  })

  it.each<[what: string, first: SendResult | Error]>([
    ['is taken', { ok: true }],
    ['fails for a moment', FAILED],
    ['breaks off', new HttpError('broken')],
  ])('is not asked for where its old value %s', async (_, first) => {
    await replace()

    expect((await send(first)).tried).toEqual(['old'])
    expect((await send({ ok: true })).tried).toEqual(['old'])
  })
})

describe('a secret that is the same', () => {
  it('is not tried again', async () => {
    await send({ ok: true })
    clock.advance(60_000)

    expect(await send(REFUSED)).toEqual({ result: REFUSED, tried: ['old'] })
  })

  it('is not tried again though it cannot be read any more', async () => {
    await send({ ok: true })
    clock.advance(60_000)
    stored = null

    expect(await send(REFUSED)).toEqual({ result: REFUSED, tried: ['old'] })
  })
})

describe('without a secret', () => {
  it('nothing is tried, and it may be there later, where it cannot be read', async () => {
    stored = null

    expect(await send()).toEqual({
      result: { ok: false, isTransient: true, retryAfterMs: null, detail: 'the secret cannot be read' },
      tried: [],
    })
  })

  it('nothing is tried, for ever, where it holds nothing of this name', async () => {
    stored = ''

    expect(await send()).toEqual({
      result: { ok: false, isTransient: false, detail: 'the secret alert-sinks has no text chat' },
      tried: [],
    })
  })
})
