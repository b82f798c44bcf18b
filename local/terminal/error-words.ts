import type { RunSummary } from '../../lib/run/run-summary-schema.ts'

/** The error's class and the first line of its message, cut for one line of a terminal. */
export const errorWords = (error: RunSummary['error'], maxChars: number): string => {
  if (error === null) return ''
  const [line = ''] = `${error.type === null ? '' : `${error.type}: `}${error.message}`.split('\n')
  return line.length > maxChars ? `${line.slice(0, maxChars - 1)}…` : line
}
