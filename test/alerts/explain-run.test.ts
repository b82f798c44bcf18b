import { describe, expect, it } from 'vitest'
import { explainRun } from '../../lib/alerts/explain-run.ts'
import type { Silence } from '../../lib/alerts/policy/alert-policy.ts'
import type { Mismatch } from '../../lib/alerts/policy/mismatch-of.ts'
import type { RouteDefinition } from '../../lib/alerts/policy/policy-definition.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { HOUR, START } from '../support/alerts/alert-times.ts'
import { alertWorld } from '../support/alerts/alert-world.ts'
import { buildSummary } from '../support/alerts/build-summary.ts'
import { buildPolicy } from './policy/build-policy.ts'

const TENANT = buildSummary(1).tenantId
const OTHER = '11111111-80ab-4e1f-a156-f1c4546cbf52'

const explain = (
  routes: readonly Partial<RouteDefinition<'team'>>[],
  overrides: Partial<RunSummary> = {},
  silences: readonly Silence[] = [],
) => explainRun(buildSummary(1, overrides), buildPolicy(routes), silences, START)

const mismatches = ({ considered }: ReturnType<typeof explain>): readonly (Mismatch | null)[] =>
  considered.map(({ mismatch }) => mismatch)

describe('a failure', () => {
  it.each<[Mismatch | null, Partial<RouteDefinition<'team'>>]>([
    [null, {}],
    [null, { match: { workflow: 'charge-*', tenant: TENANT, error: 'Error: CARD declined' } }],
    ['status', { statuses: ['CANCELLED'], match: { workflow: 'refund-*' } }],
    ['workflow', { match: { workflow: 'refund-*', tenant: OTHER } }],
    ['tenant', { match: { workflow: 'charge-*', tenant: OTHER, error: 'timeout' } }],
    ['error', { match: { workflow: 'charge-*', tenant: TENANT, error: 'timeout' } }],
  ])('is kept from a route by %j, the first that does', (mismatch, route) => {
    expect(mismatches(explain([route]))).toEqual([mismatch])
  })

  it('without an error is kept from a route that looks for one', () => {
    expect(mismatches(explain([{ match: { error: 'timeout' } }], { error: null }))).toEqual(['error'])
  })

  it('is held against the routes up to the one that takes it', () => {
    const explained = explain([
      { match: { workflow: 'refund-*' } },
      { name: 'charges', match: { workflow: 'charge-*' } },
      {},
    ])

    expect(mismatches(explained)).toEqual(['workflow', null])
    expect(explained.route?.name).toBe('charges')
  })

  it('that no route takes is held against all, and nobody is told', () => {
    const refunds = { match: { workflow: 'refund-*' } }
    const explained = explain([refunds, refunds], { status: 'CANCELLED' })

    expect(explained).toMatchObject({ route: null, notification: null })
    expect(mismatches(explained)).toEqual(['status', 'status'])
  })

  it('would be told as alerting tells it, whatever it takes to open an incident', async () => {
    const routes = [
      { openAfter: { failures: 3, within: HOUR }, severity: 'critical', runbook: 'https://wiki.example.com/charge' },
    ] as const
    const { notification, route } = explain(routes)
    if (route === null) throw new Error('no route takes it')
    const world = alertWorld([{ ...route, openAfter: { failures: 1, within: HOUR } }])
    await world.take([{ messageId: '1', body: JSON.stringify(buildSummary(1)) }])

    expect(world.team.taken).toEqual([{ at: START, message: notification }])
  })
})

describe('a success', () => {
  it('is held against every route, whatever its error and statuses, and tells nobody', () => {
    const explained = explain(
      [
        { match: { workflow: 'charge-*', error: 'timeout' } },
        { match: { tenant: TENANT }, statuses: ['CANCELLED'] },
        { match: { workflow: 'refund-*' } },
        { match: { workflow: 'charge-*', tenant: OTHER } },
        {},
      ],
      { status: 'COMPLETED', error: null },
    )

    expect(mismatches(explained)).toEqual([null, null, 'workflow', 'tenant', null])
    expect(explained).toMatchObject({ notification: null, route: { name: 'route-0' } })
  })
})

describe('silences', () => {
  const silence = (match: Silence['match'], until = START + HOUR): Silence => ({ match, until, reason: 'ticket 812' })

  it('that hold it back are those that match it and are not over', () => {
    const [on, ofTenant] = [
      silence({ workflow: 'charge-*' }),
      silence({ workflow: '*-card', tenant: TENANT }, START + 1),
    ]
    const others = [
      silence({ workflow: 'refund-*' }),
      silence({ tenant: OTHER }),
      silence({}, START),
      silence({}, START - HOUR),
    ]
    const { silences, notification } = explain([{}], {}, [...others, on, ofTenant])

    expect(silences).toEqual([on, ofTenant])
    // What is held back can be seen nevertheless.
    expect(notification).toMatchObject({ kind: 'opened' })
  })
})
