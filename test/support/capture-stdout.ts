import { vi } from 'vitest'

export interface CapturedStdout {
  /** All that was written. */
  readonly text: () => string
  /** The lines that were written, parsed; a line that is no JSON throws. */
  readonly lines: () => Record<string, unknown>[]
}

/** Keeps what is written to standard output until the test ends. */
export const captureStdout = (): CapturedStdout => {
  const chunks: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => chunks.push(String(chunk)) > 0)
  const text = () => chunks.join('')
  return {
    text,
    lines: () =>
      text()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  }
}
