/** What a command found or did. */
export interface CommandResult {
  /** For people. */
  readonly lines: readonly string[]
  /** The same for programs. */
  readonly json: unknown
  readonly exitCode?: number
}
