import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBackfill } from '../../lib/reconcile/parse-backfill.ts'

const GOOD = {
  tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52',
  since: '2026-11-01T00:00:00.000Z',
  until: '2026-11-01T23:59:59.999999Z',
}
const parse = (changes: object = {}) => parseBackfill({ backfill: { ...GOOD, ...changes } })

describe('parseBackfill', () => {
  it('reads who is asked for', () => {
    expect(parseBackfill({ backfill: 'tenants' })).toBe('tenants')
  })

  it('reads the first turn of a window, its tenant in lower case', () => {
    expect(parse({ tenantId: GOOD.tenantId.toUpperCase(), more: 1 })).toEqual({
      tenantId: GOOD.tenantId,
      window: { since: GOOD.since, until: GOOD.until, offset: 0, after: null },
      isDryRun: false,
    })
  })

  it('reads a later turn, times as they are written', () => {
    const later = { until: '2026-11-01T12:00:00.000001+01:00', offset: 7, after: 'a-run' }

    expect(parse({ ...later, dryRun: true })).toMatchObject({ window: { since: GOOD.since, ...later }, isDryRun: true })
  })

  it.each([
    ['tenantId', undefined],
    ['tenantId', 'x'],
    ['tenantId', 7],
    ['since', undefined],
    ['since', '2026-11-01'],
    ['since', '2026-11-31T00:00:00Z'],
    ['since', '0001-01-01T00:00:00Z'],
    ['until', 1_795_000_000_000],
    ['until', '2026-11-01T00:00:00Z'],
    ['until', '2026-10-31T00:00:00Z'],
    ['offset', -1],
    ['offset', 1.5],
    ['after', 'a'.repeat(37)],
    ['after', 5],
    ['dryRun', 'yes'],
  ])('refuses %s: %j, and names nothing else', (name, value) => {
    const read = () => parse({ [name]: value })

    expect(read).toThrow(TypeError)
    expect(read).toThrow(new RegExp(`^wrong event: backfill.${name} must be [^;]+$`))
  })

  it.each([null, 7, 'all', [], true])('says what backfill must be, given %j', (backfill) => {
    expect(() => parseBackfill({ backfill })).toThrow(/^wrong event: backfill/)
  })

  it('takes what it should, or throws a TypeError, whatever the event', () => {
    const member = fc.oneof(fc.anything(), fc.constantFrom(...Object.values(GOOD)))
    const question = fc.record({ tenantId: member, since: member, until: member, offset: member }, { requiredKeys: [] })
    fc.assert(
      fc.property(fc.oneof(fc.anything(), question), (backfill) => {
        try {
          expect(parseBackfill({ backfill })).not.toBeNull()
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
          expect((error as Error).message).toMatch(/^wrong event: /)
        }
      }),
    )
  })
})
