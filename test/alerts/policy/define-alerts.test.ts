import { describe, expect, it } from 'vitest'
import alertsConfig from '../../../alerts.config.ts'
import type { AlertPolicy } from '../../../lib/alerts/policy/alert-policy.ts'
import { days, defineAlerts, hours, minutes, sns } from '../../../lib/alerts/policy/policy.ts'
import type { PolicyDefinition } from '../../../lib/alerts/policy/policy-definition.ts'
import { problemsOf, times, withDefaults, withRoute, withRoutes, withSilence } from './policy-problems.ts'

const TENANT = '707D0855-80AB-4E1F-A156-F1C4546CBF52'

describe('defineAlerts', () => {
  it('fills in every default', () => {
    expect(defineAlerts({ sinks: { team: sns() }, routes: [{ name: 'default', sinks: ['team'] }] })).toEqual({
      sinks: { team: { type: 'sns' } },
      routes: [
        {
          name: 'default',
          match: {},
          severity: 'error',
          sinks: ['team'],
          runbook: null,
          statuses: ['FAILED'],
          openAfter: { failures: 1, within: minutes(10) },
          updateEvery: minutes(15),
          resolveAfterQuiet: minutes(10),
          closeAfter: days(14),
        },
      ],
      silences: [],
    } satisfies AlertPolicy)
  })

  it('takes what a route says before the defaults of the policy, and those before its own', () => {
    const { routes } = defineAlerts({
      sinks: { team: sns() },
      routes: [
        {
          name: 'cancelled',
          sinks: ['team'],
          match: { workflow: 'a' },
          statuses: ['CANCELLED'],
          updateEvery: hours(1),
        },
        { name: 'default', sinks: ['team'] },
      ],
      defaults: { openAfter: { failures: 3, within: minutes(5) }, updateEvery: minutes(30) },
    })

    expect(routes).toMatchObject([
      { statuses: ['CANCELLED'], updateEvery: hours(1), openAfter: { failures: 3 }, closeAfter: days(14) },
      { statuses: ['FAILED'], updateEvery: minutes(30), openAfter: { failures: 3 }, closeAfter: days(14) },
    ])
  })

  it('keeps a silence that is over, as milliseconds', () => {
    expect(defineAlerts(withSilence({ until: '2020-01-01T01:00:00+01:00' }) as PolicyDefinition).silences).toEqual([
      { match: { workflow: 'import-*' }, until: Date.UTC(2020, 0, 1), reason: 'vendor outage' },
    ])
  })

  it('writes tenants in lower case, and leaves out members that are undefined', () => {
    const policy = withRoute({
      match: { tenant: TENANT, workflow: undefined },
      runbook: undefined,
      statuses: undefined,
    })

    expect(defineAlerts(policy as PolicyDefinition).routes[0]?.match).toStrictEqual({ tenant: TENANT.toLowerCase() })
  })

  it('rounds times to milliseconds, and takes a status that is named twice as one', () => {
    const policy = withRoute({ updateEvery: 60_005.6, statuses: ['FAILED', 'FAILED'] })

    expect(defineAlerts(policy as PolicyDefinition).routes[0]).toMatchObject({
      updateEvery: 60_006,
      statuses: ['FAILED'],
    })
  })

  it('takes each bound itself', () => {
    const longest = { updateEvery: hours(24), resolveAfterQuiet: days(7), closeAfter: days(90) }
    const shortest = { updateEvery: 1_000, resolveAfterQuiet: 1_000, closeAfter: 1_000 }

    expect(problemsOf(withDefaults({ ...longest, openAfter: { failures: 50, within: days(7) } }))).toEqual([])
    expect(problemsOf(withDefaults({ ...shortest, openAfter: { failures: 1, within: 1_000 } }))).toEqual([])
    expect(problemsOf(withRoute({ name: `0${'a-'.repeat(19)}9`, match: { workflow: '*'.repeat(256) } }))).toEqual([])
    expect(problemsOf(withRoutes(...times(50, (index) => ({ match: { workflow: `w-${index}` } }))))).toEqual([])
    expect(problemsOf({ ...withRoute({}), silences: times(100, () => withSilence({}).silences[0]) })).toEqual([])
  })

  it('takes the policy that comes with the project', () => {
    expect(alertsConfig.routes.map(({ name, sinks }) => [name, sinks])).toEqual([['default', ['team']]])
    expect(alertsConfig.sinks).toEqual({ team: sns() })
  })
})
