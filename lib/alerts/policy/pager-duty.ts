import type { PagerDutySinkDefinition } from './sink-definition.ts'

/**
 * A PagerDuty service, by an integration of its Events API v2. It is told of what opens, goes on and is resolved, and of
 * nothing that is over already.
 *
 * @param options.secret - member of the secret `alert-sinks` that holds the integration key
 */
export const pagerDuty = (options: Omit<PagerDutySinkDefinition, 'type'>): PagerDutySinkDefinition => ({
  ...options,
  type: 'pagerduty',
})
