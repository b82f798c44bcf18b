/** Who gets the messages of a topic. */
export interface Subscriber {
  /** `email`, `https`, `chatbot` */
  readonly protocol: string
  readonly endpoint: string
  /** A subscription by e-mail counts only once it is confirmed. */
  readonly isConfirmed: boolean
}

/** What there is after a deployment. */
export interface Deployment {
  readonly stage: string
  readonly region: string
  /** Parameters that were given, `tenants=all`: the next deployment needs them again. */
  readonly params: readonly string[]
  /** Outputs of the stack. */
  readonly outputs: Readonly<Record<string, string>>
  /** Of failed runs, and of alarms; null where they could not be read. */
  readonly subscribers: {
    readonly alerts: readonly Subscriber[] | null
    readonly operations: readonly Subscriber[] | null
  }
  /** Sinks of the alert policy that are not the topic, `pager`. */
  readonly otherSinks: readonly string[]
}
