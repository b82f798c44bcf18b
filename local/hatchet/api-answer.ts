/** A status, and a body that is sent as JSON. */
export interface ApiAnswer {
  readonly status: number
  readonly body: unknown
}
