/** One request of the demo, and what must come of it. */
export interface Delivery {
  /** What a reader sees in the table: a file's name, or what is wrong with the request. */
  readonly title: string
  readonly body: Uint8Array
  /** Sent beside, or instead of, those of a correct delivery. */
  readonly headers?: Readonly<Record<string, string>>
  /** How much too old the timestamp is, seconds. */
  readonly ageSeconds?: number
  readonly expected: {
    readonly status: number
    /** Metric that counts it, with the value of its dimension where it has one. */
    readonly metric: 'RunsForwarded' | 'Duplicates' | 'Ignored' | 'Rejected'
    readonly dimension?: string
  }
}
