import { oneLine } from './one-line.ts'

/** An error as one line; empty without a text. The type that every error has, `Error`, is left out. */
export const errorLine = (error: string | null, maxChars: number): string =>
  oneLine((error ?? '').replace(/^\s*Error: (?=\S)/, ''), maxChars)
