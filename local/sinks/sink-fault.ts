/** How what stands in for Slack and PagerDuty fails, for which of the two, and how many times. */
export type SinkFault = SinkFaultKind & {
  readonly on: SinkName | 'any'
  /** How many requests; 1 if absent. */
  readonly times?: number
}

export type SinkName = 'slack' | 'pagerduty'

type SinkFaultKind =
  /** The retryAfter becomes the header Retry-After, whatever it is. */
  | { readonly kind: 'status'; readonly status: number; readonly body?: string; readonly retryAfter?: string }
  /** No answer, until the client or the local cloud ends. */
  | { readonly kind: 'hang' }
  /** The connection breaks before the answer is whole. */
  | { readonly kind: 'break' }
