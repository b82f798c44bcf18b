/** What a backfill is to do. Times are ms since 1970. */
export interface BackfillOptions {
  readonly since: number
  readonly until: number
  /** In lower case; undefined for every tenant. */
  readonly tenantId: string | undefined
  readonly isDryRun: boolean
}
