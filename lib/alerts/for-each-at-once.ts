/** Works on items in their order, some at once. Whatever one throws ends all. */
export const forEachAtOnce = async <TItem>(
  items: readonly TItem[],
  width: number,
  work: (item: TItem) => Promise<void>,
): Promise<void> => {
  const left = items.values()
  const worker = async (): Promise<void> => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
}
