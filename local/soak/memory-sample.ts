/** How much memory a process had at a time. */
export interface MemorySample {
  /** A function's name, or `local cloud`. */
  readonly name: string
  readonly pid: number
  /** Ms from the beginning of the soak. */
  readonly at: number
  /** Resident set size. */
  readonly rssMb: number
}
