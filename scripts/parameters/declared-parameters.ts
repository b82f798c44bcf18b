/** What `serverless.yml` declares for a stage; a value that refers to a resource is an object. */
export interface DeclaredParameters {
  /** Values of parameters of every stage, by name. */
  readonly default: Readonly<Record<string, unknown>>
  /** Those of this stage, where they differ. */
  readonly ofStage: Readonly<Record<string, unknown>>
  /**
   * Variables of each function, by its name, with these values. A reference is the text that AWS makes of it, with noughts
   * where it puts an account or an id: it is as long.
   */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>
}
