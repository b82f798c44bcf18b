import { describe, expect, it, vi } from 'vitest'
import { SecretError } from '../../lib/errors.ts'
import { createSigningKeys, type SecretVersion, type SigningSecretStore } from '../../lib/webhook/signing-keys.ts'

type Stage = 'AWSCURRENT' | 'AWSPREVIOUS'
type Versions = Record<Stage, SecretVersion | null | Error>

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const NOW = Date.parse('2026-11-22T12:00:00Z')
const SIGNAL = new AbortController().signal

const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const version = (byte: number, createdAt = 0): SecretVersion => ({ value: secret(byte), createdAt })

/** A store whose versions can be changed, a clock that can be moved, and the keys read from the one by the other. */
const world = (start: Partial<Versions> = {}, rotationOverlapMs = 24 * HOUR_MS) => {
  const versions: Versions = { AWSCURRENT: version(1), AWSPREVIOUS: null, ...start }
  const clock = { now: NOW }
  const read = vi.fn<SigningSecretStore['read']>(async (stage) => {
    const found = versions[stage]
    if (found instanceof Error) throw found
    return found
  })
  const keys = createSigningKeys({ store: { read }, rotationOverlapMs, now: () => clock.now })
  /** The keys as the bytes their secrets are filled with. */
  const get = async () => (await keys.get(SIGNAL)).map(({ keyId, key }) => [keyId, key.export()[0]])
  const refetch = async () => (await keys.refetch(SIGNAL))?.map(({ keyId, key }) => [keyId, key.export()[0]]) ?? null
  return { versions, clock, read, get, refetch }
}

describe('createSigningKeys', () => {
  it('asks the store for both versions, under the deadline of the request', async () => {
    const { get, read } = world()
    await get()

    expect(read.mock.calls).toEqual([
      ['AWSCURRENT', SIGNAL],
      ['AWSPREVIOUS', SIGNAL],
    ])
  })

  it('gives the current key where there is no previous version', async () => {
    const { get } = world()

    expect(await get()).toEqual([['current', 1]])
  })

  it('gives the previous key after the current one while the overlap lasts', async () => {
    const { get } = world({ AWSCURRENT: version(1, NOW - HOUR_MS), AWSPREVIOUS: version(2) })

    expect(await get()).toEqual([
      ['current', 1],
      ['previous', 2],
    ])
  })

  it.each([
    [24 * HOUR_MS - 1, true],
    [24 * HOUR_MS, false],
    [24 * HOUR_MS + 1, false],
    [365 * 24 * HOUR_MS, false],
  ])('where the current version is %i ms old, gives the previous key: %j', async (ageMs, isGiven) => {
    const { get } = world({ AWSCURRENT: version(1, NOW - ageMs), AWSPREVIOUS: version(2) })

    expect((await get()).some(([keyId]) => keyId === 'previous')).toBe(isGiven)
  })

  it('drops the previous key when the overlap ends, though the cache is fresh', async () => {
    const { get, clock, read } = world({ AWSCURRENT: version(1, NOW - 24 * HOUR_MS + 1), AWSPREVIOUS: version(2) })

    expect(await get()).toHaveLength(2)
    clock.now += 1
    expect(await get()).toEqual([['current', 1]])
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('never gives the previous key where the overlap is zero', async () => {
    const { get } = world({ AWSCURRENT: version(1, NOW), AWSPREVIOUS: version(2) }, 0)

    expect(await get()).toEqual([['current', 1]])
  })

  it('needs no previous version that is malformed', async () => {
    const { get } = world({ AWSCURRENT: version(1, NOW), AWSPREVIOUS: { value: 'short', createdAt: 0 } })

    expect(await get()).toEqual([['current', 1]])
  })

  it('needs no previous version that cannot be read once the overlap is over', async () => {
    const { get } = world({ AWSPREVIOUS: new SecretError('throttled') })

    expect(await get()).toEqual([['current', 1]])
  })

  it('fails where the previous version cannot be read during the overlap: senders that have not rotated need it', async () => {
    const { get } = world({ AWSCURRENT: version(1, NOW), AWSPREVIOUS: new SecretError('throttled') })

    await expect(get()).rejects.toThrow(SecretError)
  })

  it.each([
    ['cannot be read', new SecretError('down')],
    ['does not exist', null],
    ['is malformed', { value: 'hunter2', createdAt: 0 }],
  ])('throws a SecretError where the current version %s and none was ever read', async (_, current) => {
    const { get } = world({ AWSCURRENT: current })

    await expect(get()).rejects.toThrow(SecretError)
    await expect(get()).rejects.not.toThrow('hunter2')
  })

  it('recovers on the next request after a first read that failed', async () => {
    const { get, versions } = world({ AWSCURRENT: new SecretError('down') })
    await expect(get()).rejects.toThrow(SecretError)
    versions.AWSCURRENT = version(1)

    expect(await get()).toEqual([['current', 1]])
  })

  it('uses what it read for five minutes, and then asks anew', async () => {
    const { get, versions, clock, read } = world()
    await get()
    versions.AWSCURRENT = version(3)
    clock.now += 5 * MINUTE_MS - 1

    expect(await get()).toEqual([['current', 1]])
    expect(read).toHaveBeenCalledTimes(2)
    clock.now += 1
    expect(await get()).toEqual([['current', 3]])
    expect(read).toHaveBeenCalledTimes(4)
  })

  it.each([
    ['cannot be read', new SecretError('down')],
    ['does not exist', null],
    ['is malformed', { value: 'hunter2', createdAt: 0 }],
  ])('keeps the last good keys where a refresh finds that the current version %s', async (_, current) => {
    const { get, versions, clock } = world({ AWSCURRENT: version(1, NOW), AWSPREVIOUS: version(2) })
    await get()
    versions.AWSCURRENT = current
    clock.now += HOUR_MS

    expect(await get()).toEqual([
      ['current', 1],
      ['previous', 2],
    ])
  })

  it('still drops the previous key of a kept pair when its overlap ends', async () => {
    const { get, versions, clock } = world({ AWSCURRENT: version(1, NOW), AWSPREVIOUS: version(2) })
    await get()
    versions.AWSCURRENT = new SecretError('down')
    clock.now += 24 * HOUR_MS

    expect(await get()).toEqual([['current', 1]])
  })

  it('asks at most every 30 s while refreshes fail, and takes the first that succeeds', async () => {
    const { get, versions, clock, read } = world()
    await get()
    versions.AWSCURRENT = new SecretError('down')
    clock.now += 5 * MINUTE_MS
    read.mockClear()
    await get()
    clock.now += 29_999
    await get()
    expect(read).toHaveBeenCalledTimes(2)

    versions.AWSCURRENT = version(3)
    clock.now += 1
    expect(await get()).toEqual([['current', 3]])
    expect(read).toHaveBeenCalledTimes(4)
  })

  it('tells the new keys when a mismatch makes it ask again', async () => {
    const { get, refetch, versions, clock } = world()
    await get()
    versions.AWSPREVIOUS = version(1)
    versions.AWSCURRENT = version(3, NOW + 20_000)
    clock.now += 30_000

    expect(await refetch()).toEqual([
      ['current', 3],
      ['previous', 1],
    ])
    expect(await get()).toEqual([
      ['current', 3],
      ['previous', 1],
    ])
  })

  it('asks for a mismatch however lately it has read, but not within 30 s of the last mismatch', async () => {
    const { get, refetch, clock, read } = world()
    await get()
    expect(await refetch()).toEqual([['current', 1]])
    clock.now += 29_999
    expect(await refetch()).toBeNull()
    expect(read).toHaveBeenCalledTimes(4)
  })

  it('throws where a refetch fails, keeps its keys, and does not ask again at once', async () => {
    const { get, refetch, versions, clock, read } = world()
    await get()
    versions.AWSCURRENT = new SecretError('down')
    clock.now += 30_000

    await expect(refetch()).rejects.toThrow('down')
    expect(await refetch()).toBeNull()
    expect(read).toHaveBeenCalledTimes(4)
    expect(await get()).toEqual([['current', 1]])
  })
})
