/**
 * Replaces tables of a Markdown text, each between `<!-- table: name -->` and `<!-- end -->`.
 *
 * @throws if the text has no place for one
 */
export const replaceTables = (text: string, tables: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(tables).reduce((replaced, [name, lines]) => {
    const place = new RegExp(`(<!-- table: ${name} -->\\n)[^]*?(<!-- end -->)`)
    if (!place.test(replaced)) throw new Error(`there is no place for the table ${name}`)
    return replaced.replace(place, (_, begin: string, end: string) => `${begin}\n${lines.join('\n')}\n\n${end}`)
  }, text)
