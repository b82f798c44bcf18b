import { defineAlerts } from '../../../lib/alerts/policy/define-alerts.ts'
import type { PolicyDefinition } from '../../../lib/alerts/policy/policy-definition.ts'
import { sns } from '../../../lib/alerts/policy/sns.ts'
import { ConfigError } from '../../../lib/errors.ts'

/** What is said to be wrong with a policy, one problem a line; nothing where it is right. */
export const problemsOf = (policy: unknown): readonly string[] => {
  try {
    defineAlerts(policy as PolicyDefinition)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const [, ...problems] = error.message.split('\n')
    return problems.map((problem) => problem.trim())
  }
}

/** A policy of one route, with some members replaced. */
export const withRoute = (route: object) => ({
  sinks: { team: sns() },
  routes: [{ name: 'one', sinks: ['team'], ...route }],
})
/** A policy with these defaults. */
export const withDefaults = (defaults: unknown) => ({ ...withRoute({}), defaults })
/** A policy of one silence, with some members replaced. */
export const withSilence = (silence: object) => ({
  ...withRoute({}),
  silences: [{ match: { workflow: 'import-*' }, until: '2026-12-01T00:00:00Z', reason: 'vendor outage', ...silence }],
})
/** A policy with these sinks. */
export const withSinks = (sinks: unknown) => ({ sinks, routes: [{ name: 'one', sinks: ['team'] }] })
/** A policy of these routes, which get names and a sink where they have none. */
export const withRoutes = (...routes: object[]) => ({
  sinks: { team: sns() },
  routes: routes.map((route, index) => ({ name: `route-${index}`, sinks: ['team'], ...route })),
})
/** A list of so many things. */
export const times = <T>(count: number, build: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => build(i))
