import { MAX_JSON_DEPTH } from '../limits.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
/** `[` and `{`, `]` and `}` differ in this bit alone. */
const CURLY_BIT = 0x20
const OPEN = 0x5b | CURLY_BIT
const CLOSE = 0x5d | CURLY_BIT

/** Whether lists and objects of a JSON text are nested more than {@link MAX_JSON_DEPTH} deep. What else it is, is not looked at. */
export const isTooDeep = (json: string): boolean => {
  let depth = 0
  for (let index = 0; index < json.length; index += 1) {
    const code = json.charCodeAt(index)
    if (code === QUOTE) index = endOfText(json, index)
    else if ((code | CURLY_BIT) === OPEN) depth += 1
    else if ((code | CURLY_BIT) === CLOSE) depth -= 1
    if (depth > MAX_JSON_DEPTH) return true
  }
  return false
}

/** The index of the quote that ends the text that begins at `from`, or of the last character. */
const endOfText = (json: string, from: number): number => {
  for (let end = json.indexOf('"', from + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let backslashes = 0
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return json.length
}
