/** What a backfill has done for one tenant so far. */
export interface WalkedTenant {
  /** Runs that had ended. */
  checked: number
  /** Runs that were told; in a dry run, those that would be. */
  told: number
  /** Runs that are left to the polls. */
  left: number
  /** Runs that could not be read, by reason. */
  readonly unread: Map<string, { readonly detail: string; readonly count: number }>
  /** Answers that were lost: what was told then is not counted. */
  lostAnswers: number
  /** Why it was given up, and the beginning of what is not done; null if it was not. */
  givenUp: { readonly since: string; readonly reason: string; readonly detail: string } | null
}

/** What a backfill has done. */
export interface Walked {
  /** By tenant id. */
  readonly tenants: ReadonlyMap<string, WalkedTenant>
  /** The beginning of what is not done, where it was told to stop; null where it was not. */
  readonly stoppedAt: string | null
}
