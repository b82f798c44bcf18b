/** A stack, as CloudFormation describes it. Times are ms since 1970. */
export interface FoundStack {
  readonly status: string
  /** Why it is so, where CloudFormation says it. */
  readonly reason: string | null
  readonly outputs: Readonly<Record<string, string>>
  /** The account that it is in; null where that is not known. */
  readonly account: string | null
  /** Null where that is not known, as below. */
  readonly createdAt: number | null
  /** When it was last deployed. */
  readonly changedAt: number | null
}
