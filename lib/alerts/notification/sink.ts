import type { Digest } from './digest.ts'
import type { Notification } from './notification.ts'

/** How a send ended. The detail is for logs: it holds nothing of a secret or an answer's body. */
export type SendResult =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly isTransient: true
      /** What the receiver asks to wait, ms; null where it does not say. */
      readonly retryAfterMs: number | null
      readonly detail: string
    }
  /** It will never take this message. */
  | { readonly ok: false; readonly isTransient: false; readonly detail: string }

/** Where notifications go. */
export interface Sink {
  /** Whether it is told of failures that are over already. */
  readonly takesRecovered: boolean
  /** Whether it takes many notifications as one. */
  readonly takesDigests: boolean
  /** Never throws. */
  send(message: Notification | Digest, signal: AbortSignal): Promise<SendResult>
}
