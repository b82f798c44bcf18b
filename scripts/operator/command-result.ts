/** What a command found or did. */
export interface CommandResult {
  /** For people. */
  readonly lines: readonly string[]
  /** The same for programs. */
  readonly json: unknown
  readonly exitCode?: number
  /** False for what no deployment was asked for. */
  readonly isOfDeployment?: boolean
}
