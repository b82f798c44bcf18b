import type { OwnHatchet } from './start/own-hatchet.ts'

/** Where everything is: what `stack.json` holds while a local cloud is up, so that any program can use it. */
export interface StackDescription {
  readonly apiUrl: string
  readonly webhookSecret: string
  readonly region: string
  readonly endpoints: {
    readonly sqs: string
    readonly sns: string
    /** What stands in for Slack and PagerDuty. */
    readonly sinks: string
    readonly dynamodb: string
    readonly secretsmanager: string
    /** Lambda's Invoke, for the functions by the names they are deployed with. */
    readonly lambda: string
    /** The local Hatchet. */
    readonly hatchet: string
  }
  /** The Hatchet that is polled in place of the local one, if one is. */
  readonly ownHatchet?: Pick<OwnHatchet, 'apiUrl' | 'dashboardUrl'>
  /** Queue URLs by name, `run-summaries`. */
  readonly queues: Readonly<Record<string, string>>
  /** Table names by name, `runs`. */
  readonly tables: Readonly<Record<string, string>>
  /** Every line that the functions wrote. */
  readonly logFile: string
  /** The process that keeps it up. */
  readonly pid: number
}
