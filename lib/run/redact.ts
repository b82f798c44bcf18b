const REDACTED = '[redacted]'

const NAMES = '(?:password|passwd|pwd|token|secret|key)'

/** A quoted value, up to its own closing quote; a backslash takes the character after it along. */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?`

// Linear on purpose: no nested repetition, and every open-ended run is bounded or ends at the first character it cannot take.
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    REDACTED,
  ],
  [/\b(Bearer|Basic) +(?!auth)[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, REDACTED],
  [/(?<![\w-])ey[\w-]{8,}\.ey[\w-]{8,}\.[\w-]*/g, REDACTED],
  [/\b(?:gh[opsur]_|github_pat_|xox[a-z]-|sk_live_|sk_test_|whsec_)[\w-]{10,}[\w+/=-]*/g, REDACTED],
  [/:\/\/[^\s/"']{1,512}@/g, `://${REDACTED}@`],
  // In JSON inside JSON: \"password\":\"x\"
  [new RegExp(String.raw`(${NAMES}\\"\s{0,4}:\s{0,4})\\"(?:[^"\\]|\\[^"])*(?:\\")?`, 'gi'), `$1${REDACTED}`],
  [new RegExp(String.raw`(${NAMES}["']\s{0,4}:\s{0,4})(?:${QUOTED}|[\w.+-]+)`, 'gi'), `$1${REDACTED}`],
  [new RegExp(String.raw`(${NAMES}["']?\s{0,4}=(?![=>])\s{0,4})(?:${QUOTED}|[^\s&;,"')}\]]+)`, 'gi'), `$1${REDACTED}`],
]

/**
 * Takes what looks like a secret out of an error text, best effort: bearer tokens, AWS and other well-known keys, values
 * of `password=`, `token=`, `secret=` and `key=`, credentials in URLs, private keys.
 *
 * @param text - already cut: the patterns are linear, but not free
 */
export const redact = (text: string): string =>
  PATTERNS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text)
