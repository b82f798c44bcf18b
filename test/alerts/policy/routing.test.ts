import { describe, expect, it } from 'vitest'
import { findRoute, type RoutedRun } from '../../../lib/alerts/policy/find-route.ts'
import { matchesRun } from '../../../lib/alerts/policy/matches-run.ts'
import { pastSilences } from '../../../lib/alerts/policy/past-silences.ts'
import { silencedUntil } from '../../../lib/alerts/policy/silenced-until.ts'
import { successRoutes } from '../../../lib/alerts/policy/success-routes.ts'
import { buildPolicy } from './build-policy.ts'

const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const OTHER = '11111111-80ab-4e1f-a156-f1c4546cbf52'

const run = (overrides: Partial<RoutedRun> = {}): RoutedRun => ({
  status: 'FAILED',
  workflowName: 'charge-card',
  tenantId: TENANT,
  error: 'Card Declined by issuer',
  ...overrides,
})

describe('matchesRun', () => {
  it.each([
    [{}, true],
    [{ workflow: 'charge-*' }, true],
    [{ workflow: 'refund-*' }, false],
    [{ tenant: TENANT }, true],
    [{ tenant: OTHER }, false],
    [{ workflow: 'charge-*', tenant: OTHER }, false],
    [{ workflow: 'refund-*', tenant: TENANT }, false],
    [{ workflow: 'charge-*', tenant: TENANT }, true],
  ])('wants all members of %j: %s', (match, expected) => {
    expect(matchesRun(match, run())).toBe(expected)
  })
})

describe('findRoute', () => {
  const policy = buildPolicy([
    { name: 'declined', match: { workflow: 'charge-*', error: 'card DECLINED' } },
    { name: 'cancelled-charges', match: { workflow: 'charge-*' }, statuses: ['CANCELLED'] },
    { name: 'charges', match: { workflow: 'charge-*' } },
    { name: 'tenant', match: { tenant: OTHER }, statuses: ['FAILED', 'CANCELLED'] },
  ])

  it.each<[name: string | null, what: string, overrides: Partial<RoutedRun>]>([
    ['declined', 'the text in the error, in upper and lower case alike', {}],
    ['charges', 'another error', { error: 'timeout' }],
    ['charges', 'no error', { error: null }],
    ['cancelled-charges', 'the first that has the status', { status: 'CANCELLED', error: null }],
    ['tenant', 'the tenant', { workflowName: 'import', tenantId: OTHER, status: 'CANCELLED' }],
    ['declined', 'the first of two that match', { tenantId: OTHER }],
    [null, 'nothing that any route takes', { workflowName: 'import' }],
    [null, 'a success', { status: 'COMPLETED' }],
  ])('finds %s by %s', (name, _, overrides) => {
    expect(findRoute(policy, run(overrides))?.name ?? null).toBe(name)
  })
})

describe('successRoutes', () => {
  it('finds every route that a failure of the workflow could have gone to, whatever its error or status', () => {
    const policy = buildPolicy([
      { name: 'declined', match: { workflow: 'charge-*', error: 'card declined' } },
      { name: 'cancelled', match: { workflow: '*-card' }, statuses: ['CANCELLED'] },
      { name: 'refunds', match: { workflow: 'refund-*' } },
      { name: 'elsewhere', match: { tenant: OTHER } },
      { name: 'default' },
    ])

    expect(successRoutes(policy, run()).map(({ name }) => name)).toEqual(['declined', 'cancelled', 'default'])
  })
})

describe('silences', () => {
  const NOW = Date.UTC(2026, 10, 22, 12)
  const silence = (until: string, match = {}) => ({ match, until, reason: 'vendor outage' })
  const { silences } = buildPolicy(
    [{}],
    [
      silence('2026-11-22T11:00:00Z'),
      silence('2026-11-22T12:00:00Z'),
      silence('2026-11-22T13:00:00Z', { workflow: 'charge-*' }),
      silence('2026-11-22T14:00:00Z', { workflow: 'charge-*', tenant: TENANT }),
      silence('2026-11-22T15:00:00Z', { workflow: 'refund-*' }),
      silence('2026-11-22T16:00:00Z', { tenant: OTHER }),
    ],
  )

  it('hold a workflow back until the last of those that match it ends', () => {
    expect(silencedUntil(silences, run(), NOW)).toBe(Date.UTC(2026, 10, 22, 14))
    expect(silencedUntil(silences.toReversed(), run(), NOW)).toBe(Date.UTC(2026, 10, 22, 14))
  })

  it('hold nothing back where none matches, and from the moment they end', () => {
    expect(silencedUntil(silences, run({ workflowName: 'import' }), NOW)).toBeNull()
    expect(silencedUntil(silences, run(), Date.UTC(2026, 10, 22, 14))).toBeNull()
    expect(silencedUntil([], run(), NOW)).toBeNull()
  })

  it('of a policy are listed once they are over', () => {
    const policy = buildPolicy(
      [{}],
      [silence('2026-11-22T11:00:00Z'), silence('2026-11-22T12:00:00Z'), silence('2026-11-22T12:00:01Z')],
    )

    expect(pastSilences(policy, NOW).map(({ until }) => until)).toEqual([NOW - 3_600_000, NOW])
  })
})
