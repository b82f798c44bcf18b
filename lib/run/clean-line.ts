import { cleanText } from './clean-text.ts'

/** {@link cleanText} on one line: names, ids and types have no line breaks. */
export const cleanLine = (text: string): string =>
  cleanText(text)
    .replace(/[\t\n]+/g, ' ')
    .trim()
