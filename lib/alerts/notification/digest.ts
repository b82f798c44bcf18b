import type { Notification, Undelivered } from './notification.ts'

/** Many notifications as one message. */
export interface Digest {
  readonly kind: 'digest'
  /** In the order they fell due; at least one. */
  readonly notifications: readonly Notification[]
  /** When it is sent, ms since 1970. */
  readonly at: number
  /** Of a message to the fallback: the sink that it was for. */
  readonly undelivered?: Undelivered
}
