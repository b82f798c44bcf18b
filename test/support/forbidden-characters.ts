/**
 * Code points of a text that a summary must not hold: what SendMessage refuses (all but #x9, #xA, #xD, #x20–#xD7FF,
 * #xE000–#xFFFD and #x10000–#x10FFFF), and the controls that a person cannot read.
 */
export const forbiddenCharacters = (text: string): string[] =>
  [...text]
    .map((character) => character.codePointAt(0) ?? 0)
    .filter((code) => !isAllowed(code))
    .map((code) => `U+${code.toString(16).padStart(4, '0')}`)

const isAllowed = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  (code >= 0x20 && code <= 0x7e) ||
  (code >= 0xa0 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000
