/** What a sink is reached by: a webhook's URL, an integration key. */
export type SinkSecret =
  | { readonly ok: true; readonly value: string }
  | {
      readonly ok: false
      /** Whether it may be there later without anybody doing anything. */
      readonly isTransient: boolean
      /** For logs: it holds nothing of a secret. */
      readonly detail: string
    }

/** The secrets of sinks, by the names that the policy gives them. */
export interface SinkSecrets {
  /** Never throws. */
  get(name: string, signal: AbortSignal): Promise<SinkSecret>
  /**
   * Asks anew because a sink refused a value: it may have been replaced.
   *
   * @returns null where there is no other value, or this was asked a moment ago. Never throws.
   */
  renew(name: string, refused: string, signal: AbortSignal): Promise<string | null>
}
