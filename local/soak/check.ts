/** Something that must hold at the end of a soak. */
export interface Check {
  readonly title: string
  /** What was found, for people. */
  readonly found: string
  /** What is wrong, in words; nothing where it holds. */
  readonly faults: readonly string[]
}
