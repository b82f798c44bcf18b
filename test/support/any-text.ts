import fc from 'fast-check'

const MAX_CODE_POINT = 0x10ffff
const FIRST_SURROGATE = 0xd800
const SURROGATES = 0x800

/**
 * Any character but halves of surrogate pairs. As the unit `binary` of fast-check 4.10.2, which first makes a table of a
 * million characters: that takes most of a second.
 */
const anyCharacter = fc.integer({ min: 0, max: MAX_CODE_POINT - SURROGATES }).map(
  (index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES),
  (character) => {
    const codePoint = String(character).codePointAt(0) ?? 0
    if (character !== String.fromCodePoint(codePoint)) throw new Error('not one character')
    return codePoint < FIRST_SURROGATE ? codePoint : codePoint - SURROGATES
  },
)

/** Any text that is well-formed Unicode, and now and then one that JavaScript gives a meaning. */
export const anyText = (maxLength: number): fc.Arbitrary<string> => fc.string({ unit: anyCharacter, maxLength })
