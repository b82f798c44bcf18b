import type { KeyObject } from 'node:crypto'

/** A key that signatures are verified with. */
export interface SigningKey {
  /** Which version of the secret it is: for logs, it tells nothing of the key. */
  readonly keyId: 'current' | 'previous'
  readonly key: KeyObject
}
