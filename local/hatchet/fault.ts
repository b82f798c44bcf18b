import type { ApiCall } from './find-call.ts'

/** How an answer of the local Hatchet fails, which ones, and how many. */
export type Fault = FaultKind & {
  readonly on: ApiCall['on'] | 'any'
  /** How many requests; 1 if absent. */
  readonly times?: number
  /** Only requests with a token of this tenant. */
  readonly tenantId?: string
  /** Only requests for this run, or for the events of this task. */
  readonly runId?: string
}

type FaultKind =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** No answer, until the client or the local Hatchet ends. */
  | { readonly kind: 'hang' }
  /** The connection breaks in the middle of the body. */
  | { readonly kind: 'reset' }
  /** The right answer, made this long by blanks after its JSON. Its length is not told beforehand. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** 200 with a page of HTML, as of a login before Hatchet. */
  | { readonly kind: 'garbage' }
