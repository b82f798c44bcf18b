import { createInterface } from 'node:readline/promises'

/**
 * Asks whoever is at the terminal, on standard error.
 *
 * @param signal - ends the question
 * @returns whether they said yes
 */
export const confirm = async (question: string, signal: AbortSignal): Promise<boolean> => {
  // Without a terminal's mode of its own, so that Ctrl-C is the signal that it always is.
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  const closed = new Promise<string>((resolve) => {
    terminal.once('close', () => resolve(''))
  })
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `, { signal }), closed])
    return /^y(es)?$/i.test(answer.trim())
  } catch {
    return false
  } finally {
    terminal.close()
  }
}
