import fc from 'fast-check'

/** What breaks JSON budgets, SQS, terminals, or a cut: escapes, wide characters, controls, halves of pairs, noncharacters. */
const PIECES = [
  ...['"', '\\', '\n', '\r\n', '\t', '\u0000', '\u001b[31m', '\u007f', '\u0085', '\u2028', '\u202e'],
  ...['ß', '€', '日本', '😀', '👩‍👩‍👧', '\ud83d', '\ude00', '\ufffd', '\ufffe', '\uffff', '\u{1fffe}'],
  ...['a', ' ', '{}', '{"message":', '</script>', 'password=', '://', '-1795347772670', 'Bearer ', '\nTraceback'],
]

/** Any UTF-16 at all, halves of surrogate pairs included. */
const ANY_UTF16 = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units))

/** Text of up to `maxLength` UTF-16 units that is as hard to bear as can be; long ones are as likely as short ones. */
export const hostileText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(fc.oneof(fc.constantFrom(...PIECES), ANY_UTF16), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.integer({ min: 0, max: maxLength }),
    )
    .map(([pieces, length]) => {
      const text = pieces.join('') || ' '
      return text.repeat(Math.ceil(length / text.length)).slice(0, length)
    })
