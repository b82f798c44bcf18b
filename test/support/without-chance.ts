/** What differs each time, and what takes its place: ids, times, spans of time, and the widths that follow from them. */
const CHANCE: readonly (readonly [RegExp, string])[] = [
  [/\b\d\d:\d\d:\d\d\b/g, '<time>'],
  [/\b\d{1,2} [A-Z][a-z]{2} \d{4}\b/g, '<date>'],
  [/\b\d+(?:\.\d+)? (?:ms|s|min|h|d)(?: \d+ (?:min|s|h))?(?= |$|[,;.)])/g, '<span>'],
  [/(?<![\w-])[0-9a-f]{8,32}(?![\w-])/g, '<id>'],
  [/─+/g, '─'],
  [/ {2,}/g, '  '],
]

/** Lines of a terminal without what differs each time, so that those of a page can be compared with those of a command. */
export const withoutChance = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => CHANCE.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), line).trimEnd())
