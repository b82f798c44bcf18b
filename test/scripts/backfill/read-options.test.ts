import { describe, expect, it } from 'vitest'
import { UsageError } from '../../../local/terminal/usage-error.ts'
import { readOptions } from '../../../scripts/backfill/read-options.ts'

const NOW = Date.parse('2026-11-22T12:00:00.000Z')
const TENANT = '707D0855-80ab-4e1f-a156-f1c4546cbf52'
const read = (values: object) => readOptions({ since: '2026-11-01', 'dry-run': false, ...values }, NOW)

describe('the options of npm run backfill', () => {
  it.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T09:30:00+01:00', '2026-11-01T08:30:00.000Z'],
    ['2025-10-18T12:00:00Z', '2025-10-18T12:00:00.000Z'],
  ])('read --since %s', (since, expected) => {
    expect(read({ since })).toEqual({
      ...{ since: Date.parse(expected), until: NOW },
      ...{ tenantId: undefined, isDryRun: false },
    })
  })

  it('read an end, a tenant and a dry run', () => {
    expect(read({ until: '2026-11-22T12:00:00Z', tenant: TENANT, 'dry-run': true })).toMatchObject({
      ...{ until: NOW, tenantId: TENANT.toLowerCase(), isDryRun: true },
    })
  })

  it.each([
    [{ since: undefined }, '--since is missing'],
    [{ since: 'yesterday' }, '--since must be a date or a time with its offset'],
    [{ since: '2026-11-01T09:30:00' }, '--since must be a date or a time with its offset'],
    [{ since: '2026-02-29' }, '--since must be a date or a time with its offset'],
    [{ since: '0001-01-01' }, '--since must be a date or a time with its offset'],
    [{ since: '2025-10-18T11:59:59Z' }, '--since must be at most 400 days ago'],
    [{ since: '2026-11-22T12:00:00Z' }, '--since must be before now'],
    [{ until: '2026-11-01' }, '--since must be before --until'],
    [{ until: 'now' }, '--until must be a date or a time with its offset'],
    [{ until: '2026-11-22T12:00:01Z' }, '--until must not be in the future: it is 2026-11-22T12:00:00.000Z'],
    [{ tenant: 'x' }, '--tenant must be a UUID, not x'],
  ])('refuse %j', (values, message) => {
    expect(() => read(values)).toThrow(UsageError)
    expect(() => read(values)).toThrow(message)
  })
})
