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

/** The environment of a function is wrong. The message names every bad variable, and no value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
