import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, it, vi } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { expectRefusal } from '../support/expect-refusal.ts'
import { loadReceive } from '../support/load-receive.ts'
import { NOW, receiveWorld } from '../support/receive-world.ts'
import { signedEvent, TEST_SECRET } from '../support/signed-event.ts'
import { storeSecret } from '../support/store-secret.ts'

const world = receiveWorld()
const HOUR_MS = 3_600_000
const OLD_SECRET = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const BODY = JSON.stringify(buildRun())

/** A delivery of this moment. */
const delivery = (secret = TEST_SECRET) => signedEvent({ body: BODY, secret })
const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' })
const reads = () => world.secrets.commandCalls(GetSecretValueCommand).length

describe('the signing secret', () => {
  it('is asked for by its name and stage, when the first delivery arrives', async () => {
    const receive = await loadReceive({ WEBHOOK_SECRET_ID: 'relay/prod/webhook-secret' })
    expect(reads()).toBe(0)
    await receive(delivery())

    expect(world.secrets.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: 'relay/prod/webhook-secret', VersionStage: 'AWSCURRENT' },
      { SecretId: 'relay/prod/webhook-secret', VersionStage: 'AWSPREVIOUS' },
    ])
  })

  it.each([TEST_SECRET, TEST_SECRET.replace('whsec_', ''), `${TEST_SECRET}\n`])(
    'may be stored as %j',
    async (current) => {
      storeSecret(world.secrets, { current })
      const receive = await loadReceive()

      expect((await receive(delivery())).statusCode).toBe(202)
    },
  )

  it('is read once for many deliveries, and again after five minutes', async () => {
    const receive = await loadReceive()
    for (let index = 0; index < 50; index++) await receive(delivery())
    expect(reads()).toBe(2)

    vi.setSystemTime(NOW + 300_000)
    await receive(delivery())
    expect(reads()).toBe(4)
  })

  it('before the current one is accepted while the current one is younger than a day', async () => {
    storeSecret(world.secrets, { previous: OLD_SECRET, createdAt: NOW - 24 * HOUR_MS + 1 })
    const receive = await loadReceive()

    expect((await receive(delivery(OLD_SECRET))).statusCode).toBe(202)
    expect(world.stdout().lines()).toMatchObject([{ signedWith: 'previous' }])
  })

  it('before the current one is refused when the current one is a day old: a leaked secret must not live on', async () => {
    storeSecret(world.secrets, { previous: OLD_SECRET, createdAt: NOW - 24 * HOUR_MS })
    const receive = await loadReceive()

    const answer = await receive(delivery(OLD_SECRET))
    expectRefusal(answer, world, { statusCode: 401, reason: 'signature', detail: 'wrong' })
    expect((await receive(delivery())).statusCode).toBe(202)
  })

  it('before the current one is refused from the moment the overlap ends, between two deliveries', async () => {
    storeSecret(world.secrets, { previous: OLD_SECRET, createdAt: NOW })
    const receive = await loadReceive({ ROTATION_OVERLAP: '2m' })

    expect((await receive(delivery(OLD_SECRET))).statusCode).toBe(202)
    vi.setSystemTime(NOW + 119_999)
    expect((await receive(delivery(OLD_SECRET))).statusCode).toBe(202)
    vi.setSystemTime(NOW + 120_000)
    expect((await receive(delivery(OLD_SECRET))).statusCode).toBe(401)
  })

  it('before the current one is never accepted where the overlap is zero', async () => {
    storeSecret(world.secrets, { previous: OLD_SECRET, createdAt: NOW })
    const receive = await loadReceive({ ROTATION_OVERLAP: '0s' })

    expect((await receive(delivery(OLD_SECRET))).statusCode).toBe(401)
  })

  it('that was rotated since it was read is found by the first delivery signed with it', async () => {
    storeSecret(world.secrets, { current: OLD_SECRET })
    const receive = await loadReceive()
    await receive(delivery(OLD_SECRET))
    vi.setSystemTime(NOW + 30_000)
    storeSecret(world.secrets, { previous: OLD_SECRET, createdAt: NOW + 20_000 })

    expect((await receive(delivery())).statusCode).toBe(202)
    expect((await receive(delivery(OLD_SECRET))).statusCode).toBe(202)
    expect(
      world
        .stdout()
        .lines()
        .map(({ signedWith }) => signedWith),
    ).toEqual(['current', 'current', 'previous'])
  })

  it('is asked for at most every 30 s by strangers who guess', async () => {
    const receive = await loadReceive()
    const stranger = signedEvent({ body: BODY, secret: OLD_SECRET })
    for (let second = 0; second < 90; second++) {
      vi.setSystemTime(NOW + second * 1_000)
      for (let index = 0; index < 20; index++) expect((await receive(stranger)).statusCode).toBe(401)
    }

    // Both versions, when the first request comes and for the mismatches at 0, 30 and 60 s.
    expect(reads()).toBe(8)
    expect(world.sqs).toHaveReceivedCommandTimes(SendMessageCommand, 0)
  })

  it('that was rotated a moment after it was read is found, and the delivery is taken', async () => {
    const receive = await loadReceive()
    expect((await receive(delivery())).statusCode).toBe(202)
    storeSecret(world.secrets, { current: OLD_SECRET })
    expect((await receive(signedEvent({ body: BODY, secret: OLD_SECRET }))).statusCode).toBe(202)
  })

  it('that cannot be asked for at a mismatch makes the sender try again: it may have been rotated', async () => {
    const receive = await loadReceive()
    expect((await receive(delivery())).statusCode).toBe(202)
    world.secrets.on(GetSecretValueCommand).rejects(denied)
    expect((await receive(signedEvent({ body: BODY, secret: OLD_SECRET }))).statusCode).toBe(503)
    expect((await receive(delivery())).statusCode).toBe(202)
  })

  it.each([
    ['cannot be read', () => world.secrets.on(GetSecretValueCommand).rejects(denied)],
    ['is malformed', () => storeSecret(world.secrets, { current: 'hunter2-hunter2-hunter2' })],
    ['is binary', () => world.secrets.on(GetSecretValueCommand).resolves({ SecretBinary: Buffer.from('hunter2') })],
  ])('that %s at a cold start makes senders try again, and works once it is repaired', async (_, spoil) => {
    spoil()
    const receive = await loadReceive()
    const answer = await receive(delivery())

    expectRefusal(answer, world, { statusCode: 503, reason: 'secret', marker: 'hunter2' })
    expect(answer.headers).toHaveProperty('retry-after', '5')
    storeSecret(world.secrets)
    expect((await receive(delivery())).statusCode).toBe(202)
  })

  it.each([
    ['cannot be read', () => world.secrets.on(GetSecretValueCommand).rejects(denied)],
    ['is malformed', () => storeSecret(world.secrets, { current: 'hunter2-hunter2-hunter2' })],
  ])('that %s at a refresh is kept as it was', async (_, spoil) => {
    const receive = await loadReceive()
    await receive(delivery())
    vi.setSystemTime(NOW + 10 * 60_000)
    spoil()

    expect((await receive(delivery())).statusCode).toBe(202)
    expect(world.stdout().text()).not.toContain('hunter2')
  })
})
