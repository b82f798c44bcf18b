import { cleanLine } from '../../run/clean-line.ts'
import { cutText } from '../../run/cut-text.ts'

/**
 * Characters that turn text around, and characters that nobody sees: bidirectional controls, zero-width spaces, tags. The
 * joiners stay, which emoji and some scripts are made with.
 */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/**
 * Text of a run as one line that a person can read and no character of which hides or turns another.
 *
 * @param maxChars - UTF-16 units; what is cut ends in `…`
 */
export const oneLine = (text: string, maxChars: number): string => {
  // What is cut off need not be clean, but what is taken out makes room.
  const line = cleanLine(text.slice(0, 4 * maxChars).replace(/[\v\f\u0085\u2028\u2029]/g, ' '))
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= maxChars ? line : `${cutText(line, maxChars - 1).trimEnd()}…`
}
