import type { HttpAnswer } from '../../http/exchange.ts'
import type { SinkSecrets } from './sink-secrets.ts'

/** What a sink on the web needs of the world. */
export interface SinkWorld {
  readonly secrets: SinkSecrets
  /** Posts JSON once; throws HttpError where there is no whole answer. */
  readonly post: (url: URL, value: unknown, signal: AbortSignal) => Promise<HttpAnswer>
  /** Milliseconds since 1970. */
  readonly now: () => number
}
