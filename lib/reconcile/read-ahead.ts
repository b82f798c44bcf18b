/** What came of reading one item. */
export type ReadAhead<TItem, TValue> =
  | { readonly item: TItem; readonly ok: true; readonly value: TValue }
  | { readonly item: TItem; readonly ok: false; readonly error: unknown }

/**
 * Reads items in their order, some at once: while one is used, the next are being read.
 *
 * @param width - how many are read at once
 * @param read - its failure is a result
 */
export async function* readAhead<TItem, TValue>(
  items: readonly TItem[],
  width: number,
  read: (item: TItem) => Promise<TValue>,
): AsyncGenerator<ReadAhead<TItem, TValue>> {
  const start = async (item: TItem): Promise<ReadAhead<TItem, TValue>> => {
    try {
      return { item, ok: true, value: await read(item) }
    } catch (error) {
      return { item, ok: false, error }
    }
  }
  const pending = items.slice(0, width).map(start)
  for (let next = width; pending.length > 0; next += 1) {
    const result = await pending.shift()
    const item = items[next]
    if (item !== undefined) pending.push(start(item))
    if (result !== undefined) yield result
  }
}
