/** A destination queue did not acknowledge a summary: nothing was promised to anyone. */
export class QueueError extends Error {
  override readonly name = 'QueueError'
  readonly code = 'queue-unavailable'
}

/** A secret could not be read, or does not have the form of one. The message never holds its value. */
export class SecretError extends Error {
  override readonly name = 'SecretError'
  readonly code = 'secret-unavailable'
}

/** The environment of a function, or the alert policy, is wrong. The message names everything that is, and no value of a variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** The ledger could not be read or written, so it is not known whether an outcome was told before. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError'
  readonly code = 'ledger-unavailable'
}

/** Why Hatchet's API gave no usable answer. */
export type HatchetFault =
  /** 403, or 401 of a proxy: the token is wrong, foreign or expired. */
  | 'auth'
  /** 429. */
  | 'throttled'
  /** 5xx, no answer in time, no connection. */
  | 'unavailable'
  /** An answer longer than is read. */
  | 'too-large'
  /** An answer that is not what the API promises: another status, no JSON, another form, another tenant's run. */
  | 'answer'

/** Hatchet's API gave no usable answer. The message holds neither a token nor anything of an answer's body. */
export class HatchetError extends Error {
  override readonly name = 'HatchetError'
  readonly reason: HatchetFault

  constructor(reason: HatchetFault, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** A table of the alerts could not be read or written. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code = 'store-unavailable'
}

/** There was no whole answer over HTTP. The message holds nothing of what came over the line. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
}
