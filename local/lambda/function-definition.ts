/** A function as `serverless.yml` defines it. */
export interface FunctionDefinition {
  /** Its key in `serverless.yml`, `receive`. */
  readonly name: string
  /** The name it is deployed with. */
  readonly functionName: string
  /** `dist/receive.handler` */
  readonly handler: string
  readonly timeoutMs: number
  readonly memoryMb: number
  readonly environment: Readonly<Record<string, string>>
}
