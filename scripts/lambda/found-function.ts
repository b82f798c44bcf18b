import type { LambdaClient } from '@aws-sdk/client-lambda'

/** A function that is up, in an account or on this machine. */
export interface FoundFunction {
  readonly client: LambdaClient
  /** The name it is deployed with. */
  readonly functionName: string
  /** For people: `local` on this machine. */
  readonly region: string
}
