import type { SlackSinkDefinition } from './sink-definition.ts'

/**
 * A Slack channel, by an incoming webhook.
 *
 * @param options.secret - member of the secret `alert-sinks` that holds the webhook's URL, `https://hooks.slack.com/services/…`
 */
export const slack = (options: Omit<SlackSinkDefinition, 'type'>): SlackSinkDefinition => ({
  ...options,
  type: 'slack',
})
