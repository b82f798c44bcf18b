/** Values of parameters as `serverless.yml` declares them, by name; what refers to a resource is an object. */
export interface DeclaredParameters {
  /** Of every stage. */
  readonly default: Readonly<Record<string, unknown>>
  /** Of this stage, where they differ. */
  readonly ofStage: Readonly<Record<string, unknown>>
}
