/** What a scanner made of templates. */
export interface Scan {
  /** What it found wrong, one finding a line. */
  readonly findings: readonly string[]
  /** How much it looked at, in words. */
  readonly summary: string
  /** What it was told not to mind, with the reason, one waiver a line. */
  readonly waivers: readonly string[]
}
