/** Writes lines to standard error. */
export const complain = (...lines: readonly string[]): void => {
  process.stderr.write(`${lines.join('\n')}\n`)
}
