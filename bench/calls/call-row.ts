import type { CallCounts } from './call-counts.ts'

/** What something costs in calls. */
export interface CallRow {
  readonly what: string
  /** How often it was done. */
  readonly times: number
  /** Over all of these times. */
  readonly calls: CallCounts
}
