/** A stack, as CloudFormation describes it. */
export interface FoundStack {
  readonly status: string
  readonly outputs: Readonly<Record<string, string>>
}
