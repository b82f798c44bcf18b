import { expect, it } from 'vitest'
import { showWalked } from '../../../scripts/backfill/show-walked.ts'
import type { WalkedTenant } from '../../../scripts/backfill/walked.ts'

const GIVEN = { until: '2026-11-20', stage: 'prod', region: undefined, 'dry-run': false }
const tenant = (overrides: Partial<WalkedTenant> = {}): WalkedTenant => ({
  ...{ checked: 0, told: 0, left: 0, lostAnswers: 0, givenUp: null, unread: new Map() },
  ...overrides,
})
const show = (tenants: Record<string, WalkedTenant>, stoppedAt: string | null = null, given: object = {}) =>
  showWalked({ tenants: new Map(Object.entries(tenants)), stoppedAt }, { ...GIVEN, ...given }).join('\n')

it('showWalked accounts for every run that was checked', () => {
  const unread = new Map([['answer', { detail: 'no run', count: 3 }]])
  const shown = show({ a: tenant({ checked: 3_310, told: 1_204, left: 6, unread }) })

  expect(shown).toMatch(/^a +3,310 +1,204 +2,097 +6 +3$/m)
  expect(shown).toContain('3 runs of a could not be read: answer, no run')
})

it('showWalked shows more told than checked where it was stopped within a part', () => {
  expect(show({ a: tenant({ told: 9 }) })).toMatch(/^a +9 +9 +0 +0 +0$/m)
})

it('showWalked promises nothing in a dry run', () => {
  expect(show({ a: tenant({ told: 1 }) }, null, { 'dry-run': true })).toContain(
    'Dry run: nothing was sent, and nothing recorded. Without --dry-run, 1 summary would go to run-summaries.',
  )
})

it('showWalked gives the command that goes on, for all where it was stopped, for a tenant that was given up', () => {
  const givenUp = { since: '2026-11-02T00:00:00.000Z', reason: 'auth', detail: 'status 403' }
  const shown = show({ a: tenant({ givenUp, lostAnswers: 2 }), b: tenant() }, '2026-11-05T00:00:00.000Z')

  expect(shown).toContain('a was given up at 2026-11-02T00:00:00.000Z: auth, status 403')
  expect(shown).toContain(
    'npm run backfill -- --since 2026-11-02T00:00:00.000Z --until 2026-11-20 --tenant a --stage prod\n',
  )
  expect(shown).toMatch(/npm run backfill -- --since 2026-11-05T00:00:00\.000Z --until 2026-11-20 --stage prod$/)
  expect(shown).toContain('2 answers were lost')
})
