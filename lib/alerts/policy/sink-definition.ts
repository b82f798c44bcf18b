/** The deployed topic. */
export interface SnsSinkDefinition {
  readonly type: 'sns'
}

/** A channel of Slack, or of a chat that takes Slack's incoming webhooks. */
export interface SlackSinkDefinition {
  readonly type: 'slack'
  /** Member of the secret of sinks that holds the webhook's URL. */
  readonly secret: string
}

/** A service of PagerDuty, by an integration of its Events API v2. */
export interface PagerDutySinkDefinition {
  readonly type: 'pagerduty'
  /** Member of the secret of sinks that holds the integration key. */
  readonly secret: string
}

/** Where notifications go. */
export type SinkDefinition = SnsSinkDefinition | SlackSinkDefinition | PagerDutySinkDefinition
