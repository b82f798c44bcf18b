/** What a check found. */
export interface Finding {
  /** `skipped` where it could not be looked at, or there is nothing to look at: it says nothing of the deployment. */
  readonly state: 'ok' | 'warn' | 'fail' | 'skipped'
  /** What is so, for people: one line, and no value of a secret. */
  readonly words: string
  /** What to do about it, one line each; absent where nothing is to be done. */
  readonly fixes?: readonly string[]
}
