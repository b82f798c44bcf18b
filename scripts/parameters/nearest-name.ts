/** Changes of one letter that are taken for a slip. */
const MAX_SLIPS = 3

/** The name that was most likely meant, if any is near. */
export const nearestName = (given: string, names: readonly string[]): string | undefined => {
  const ranked = names
    .map((name) => ({ name, slips: slipsBetween(given.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.slips - b.slips)
  return ranked[0] && ranked[0].slips <= MAX_SLIPS ? ranked[0].name : undefined
}

/** Letters to add, take out or replace to get from one text to the other (Levenshtein's distance). */
const slipsBetween = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
