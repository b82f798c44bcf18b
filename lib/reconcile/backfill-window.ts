/** What a backfill is to read of one tenant: runs by their creation, newest first. */
export interface BackfillWindow {
  /** RFC 3339, itself included. */
  readonly since: string
  /** RFC 3339, to the microsecond, itself included. */
  readonly until: string
  /** How many runs from `until` on were read, where many were created at that time. */
  readonly offset: number
  /** The run that was read last: it is listed again, and not counted again. Null at first. */
  readonly after: string | null
}
