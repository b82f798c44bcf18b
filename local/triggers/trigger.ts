/** What calls a function, until it is stopped. */
export interface Trigger {
  /** Ends once no call is in progress. */
  stop(): Promise<void>
}
