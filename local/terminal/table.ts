/** A cell: its text, and how to paint it once it is padded. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string }

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text)

const painted = (cell: Cell, width: number): string => {
  const padded = textOf(cell).padEnd(width)
  return typeof cell === 'string' ? padded : cell.paint(padded)
}

/** Lines of a table with aligned columns, the heading first. */
export const table = (heading: readonly string[], rows: readonly (readonly Cell[])[]): string[] => {
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => textOf(row[column] ?? '').length)),
  )
  const line = (cells: readonly Cell[]): string =>
    cells
      .map((cell, column) => painted(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(heading), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)]
}
