import type { FailureSample } from './incident-item.ts'

/** The end of a run, as far as an incident cares. Times are ms since 1970. */
export type IncidentOutcome =
  | {
      readonly type: 'failed'
      /** 16 hex digits of the summary's id. */
      readonly outcomeId: string
      readonly workflowName: string
      /** When the run finished; when it was received, where Hatchet does not tell. */
      readonly at: number
      readonly sample: FailureSample
    }
  | { readonly type: 'succeeded'; readonly at: number }
