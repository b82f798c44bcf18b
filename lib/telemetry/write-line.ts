/**
 * Writes a line to standard output, past the console: Lambda's JSON log format wraps what the console prints, and a
 * metric inside a wrapper is none.
 */
export const writeLine = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
