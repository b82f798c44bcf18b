/** What is billed of what functions did. */
export interface Usage {
  /** Requests to AWS and to Hatchet, by their names; of 0 there is no member. */
  readonly calls: Readonly<Record<string, number>>
  /** Read and write request units of DynamoDB, indexes included. */
  readonly readUnits: number
  readonly writeUnits: number
  /** Lines of log, and their bytes without the ends of lines. */
  readonly logLines: number
  readonly logBytes: number
}

/** What something costs. */
export interface UsageRow {
  readonly what: string
  /** How often it was done. */
  readonly times: number
  /** Over all of these times. */
  readonly usage: Usage
}
