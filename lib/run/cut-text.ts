/**
 * Cuts text to a number of characters and, as JSON, of bytes, never through a surrogate pair.
 *
 * @param text - clean text: without controls but tab and newline, JSON needs at most 3 bytes a UTF-16 unit
 * @param maxChars - UTF-16 units, as `length` counts them
 * @param maxBytes - bytes of the text inside a JSON string, escapes included, quotes not
 */
export const cutText = (text: string, maxChars: number, maxBytes = Number.POSITIVE_INFINITY): string => {
  const cut =
    text.length <= maxChars ? text : text.slice(0, isHighSurrogate(text, maxChars - 1) ? maxChars - 1 : maxChars)
  if (cut.length * 3 <= maxBytes || jsonBytes(cut) <= maxBytes) return cut
  let end = 0
  let bytes = 0
  for (const character of cut) {
    bytes += jsonBytes(character)
    if (bytes > maxBytes) return cut.slice(0, end)
    end += character.length
  }
  return cut
}

const isHighSurrogate = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xd800

const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text)) - 2
