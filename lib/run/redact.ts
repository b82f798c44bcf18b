const REDACTED = '[redacted]'

/** What secrets are called, or what their names end in: `api_key`, `X-Amz-Signature`. */
const NAMES = '(?:password|passwd|passphrase|pwd|token|secret|key|signature|credential)'

/** Names that are said of secrets only. A `key:` or a `token:` may as well begin an explanation. */
const CERTAIN_NAMES = '(?:password|passwd|passphrase|pwd|secret|(?:api|access|auth|private)[-_]?(?:key|token))'

/** A quoted value, up to its own closing quote; a backslash takes the character after it along. */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?`

// Linear on purpose: no nested repetition, and every open-ended run is bounded or ends at the first character it cannot take.
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    REDACTED,
  ],
  [/\b(Bearer|Basic)\s+(?!auth)[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, REDACTED],
  [/(?<![\w-])ey[\w-]{8,}\.ey[\w-]{8,}\.[\w-]*/g, REDACTED],
  [/\b(?:gh[opsur]_|github_pat_|glpat-|npm_|xox[a-z]-|sk_live_|sk_test_|whsec_)[\w-]{10,}[\w+/=-]*/g, REDACTED],
  [/\b(?:AIza|sk-)[\w-]{16,}/g, REDACTED],
  [/:\/\/[^\s/"']{1,512}@/g, `://${REDACTED}@`],
  // A password with a slash in it, but not a port and a path.
  [/:\/\/[^\s/:@"']{0,256}:(?!\d{1,5}\/)[^\s@"']{1,256}@/g, `://${REDACTED}@`],
  // In JSON inside JSON: \"password\":\"x\"
  [new RegExp(String.raw`(${NAMES}\\"\s{0,4}:\s{0,4})\\"(?:[^"\\]|\\[^"])*(?:\\")?`, 'gi'), `$1${REDACTED}`],
  [new RegExp(String.raw`(${NAMES}["']\s{0,4}:\s{0,4})(?:${QUOTED}|[\w.+-]+)`, 'gi'), `$1${REDACTED}`],
  [new RegExp(String.raw`(${NAMES}\s{0,4}:\s{0,4})(?:${QUOTED})`, 'gi'), `$1${REDACTED}`],
  [new RegExp(String.raw`(${CERTAIN_NAMES}\s{0,4}:\s{0,4})[^\s&;,"')}\]]+`, 'gi'), `$1${REDACTED}`],
  [new RegExp(String.raw`(${NAMES}\s{0,4}:\s{0,4})(?=[\w+/=.-]{0,64}\d)[\w+/=.-]{16,}`, 'gi'), `$1${REDACTED}`],
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
