import type { RawBody } from './raw-body.ts'

/** A webhook request, apart from the kind of event that brought it. */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string
  /** Percent-encoding as sent. */
  readonly path: string
  /** A header's value by its lower-case name; null where it is missing. */
  readonly header: (name: string) => string | null
  readonly body: RawBody
}
