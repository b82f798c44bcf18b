/** One line of the report. */
export interface Figure {
  readonly what: string
  readonly measured: string
  /** What it is compared with; empty where with nothing. */
  readonly against: string
  /** What is judged, in the unit that it is shown in: a ratio, KB or MB; null where nothing is. */
  readonly value: number | null
  /** The most that `value` may be; null where there is no target. */
  readonly target: number | null
}
