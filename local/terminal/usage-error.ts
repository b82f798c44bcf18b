/** A command was called wrongly: what is wrong, for the person who called it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
