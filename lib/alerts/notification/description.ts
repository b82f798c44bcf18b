/**
 * A message in words, for every kind of sink: plain text without markup, one line each, bounded. What of it comes from runs
 * is clean, but untrusted: a sink escapes it all.
 */
export interface Description {
  /** What happened, in a few words. */
  readonly title: string
  /** Whether it calls for somebody, or is good news, or neither. */
  readonly tone: 'alarm' | 'relief' | 'note'
  /** What happened, in sentences. */
  readonly sentences: readonly string[]
  readonly facts: readonly Fact[]
  /** What a person may have to do now. */
  readonly advice: readonly string[]
}

/** Something to know, or to open. */
export interface Fact {
  readonly label: string
  readonly text: string
  /** Whether the text is a URL that a sink may show as a link. */
  readonly isLink: boolean
}
