import { describe, expect, it } from 'vitest'
import { pickMetadata } from '../../lib/run/pick-metadata.ts'

/** What the members fill as JSON, without the braces around them. */
const bytesOf = (members: unknown): number => Buffer.byteLength(JSON.stringify(members)) - 2

describe('pickMetadata', () => {
  it.each([
    ['a text', 'payments', 'payments'],
    ['an empty text', '', ''],
    ['a number', 4711, '4711'],
    ['zero', 0, '0'],
    ['a fraction', -0.5, '-0.5'],
    ['true', true, 'true'],
    ['false', false, 'false'],
  ])('forwards %s as text', (_, value, expected) => {
    expect(pickMetadata({ team: value }, ['team'])).toEqual({ team: expected })
  })

  it.each([
    ['null', null],
    ['an object', { a: 1 }],
    ['a list', ['a']],
  ])('leaves out %s', (_, value) => {
    expect(pickMetadata({ team: value, env: 'prod' }, ['team', 'env'])).toEqual({ env: 'prod' })
  })

  it('forwards only the keys that were asked for', () => {
    const additionalMetadata = { team: 'payments', traceparent: '00-1', hatchet__event_id: '1', Team: 'x' }
    expect(pickMetadata(additionalMetadata, ['team', 'absent'])).toEqual({ team: 'payments' })
    expect(pickMetadata(additionalMetadata, [])).toEqual({})
  })

  it('has nothing to forward of a run without metadata', () => {
    expect(pickMetadata(null, ['team'])).toEqual({})
  })

  it('takes no inherited member for one of the run', () => {
    expect(pickMetadata(Object.create({ team: 'payments' }), ['team'])).toEqual({})
  })

  it('cleans values and keeps their line breaks', () => {
    expect(pickMetadata({ team: 'a\u0000b\r\nc\ud83d\ufffe' }, ['team'])).toEqual({ team: 'ab\nc' })
  })

  it('cuts values to 256 characters, between characters', () => {
    const values = { long: 'x'.repeat(300), astral: `${'x'.repeat(255)}😀` }
    expect(pickMetadata(values, ['long', 'astral'])).toEqual({ long: 'x'.repeat(256), astral: 'x'.repeat(255) })
  })

  it('gives all values about 2 KiB, and the keys named first come first', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`)
    const picked = pickMetadata(Object.fromEntries(keys.map((key) => [key, '日'.repeat(300)])), keys)
    expect(picked).toMatchObject({ key0: '日'.repeat(256), key1: '日'.repeat(256) })
    expect(Object.keys(picked)).toEqual(keys.slice(0, Object.keys(picked).length))
    expect(bytesOf(picked)).toBeLessThanOrEqual(2_048)
    expect(bytesOf(picked)).toBeGreaterThan(1_900)
  })

  it('leaves out a value of which not one character fits', () => {
    const filler = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`k${index}`, 'x'.repeat(256)]))
    const rest = 2_048 - bytesOf(filler) - 2 - '"k7":"","k8":"",'.length
    const picked = pickMetadata({ ...filler, k7: 'x'.repeat(rest), k8: '日本' }, [...Object.keys(filler), 'k7', 'k8'])
    expect(picked).not.toHaveProperty('k8')
    expect(Object.keys(picked)).toHaveLength(8)
  })

  it('never fills more than 2 KiB, quotes in keys and braces included', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `"\\key${index}`)
    const picked = pickMetadata(Object.fromEntries(keys.map((key) => [key, '日'.repeat(300)])), keys)
    expect(Buffer.byteLength(JSON.stringify(picked))).toBeLessThanOrEqual(2_048)
    expect(Object.keys(picked).length).toBeGreaterThan(2)
  })

  it('counts the escapes of JSON', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`)
    const picked = pickMetadata(Object.fromEntries(keys.map((key) => [key, '"\\'.repeat(128)])), keys)
    expect(bytesOf(picked)).toBeLessThanOrEqual(2_048)
  })

  it('keeps twenty short values', () => {
    const keys = Array.from({ length: 20 }, (_, index) => `key${index}`)
    const values = Object.fromEntries(keys.map((key) => [key, `value of ${key}`]))
    expect(pickMetadata(values, keys)).toEqual(values)
  })
})
