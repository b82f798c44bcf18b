/** Something that must hold at the end of a soak. */
export interface Check {
  readonly title: string
  /** What was found, for people. */
  readonly found: string
  /** What is wrong, in words; nothing where it holds. */
  readonly faults: readonly string[]
  /** False where nothing is wrong, but not enough was seen to say that it holds; true if it is absent. */
  readonly isJudged?: boolean
}
