import { defineAlerts } from '../../../lib/alerts/policy/define-alerts.ts'
import type { RouteDefinition, SilenceDefinition } from '../../../lib/alerts/policy/policy-definition.ts'
import { sns } from '../../../lib/alerts/policy/sns.ts'

/** A policy of one sink, `team`. Routes get a name and the sink where they have none. */
export const buildPolicy = (
  routes: readonly Partial<RouteDefinition<'team'>>[],
  silences: readonly SilenceDefinition[] = [],
) =>
  defineAlerts({
    sinks: { team: sns() },
    routes: routes.map((route, index) => ({ name: `route-${index}`, sinks: ['team'] as const, ...route })),
    silences,
  })
