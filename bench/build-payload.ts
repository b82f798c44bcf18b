import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'

/** Bytes that one more item may take: the payload stays below its size by less. */
const ITEM_ROOM = 120

const recorded = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(PROJECT_ROOT, 'events/runs/ok.final.json'), 'utf8')).run

const orderItem = (index: number): object => ({
  id: `o-${index}`,
  sku: `SKU-${(index * 7919) % 100_000}`,
  quantity: (index % 9) + 1,
  price: ((index * 37) % 9_999) / 100,
  isPaid: index % 2 === 0,
  tags: ['eu', 'express'],
  note: null,
})

/**
 * A recorded run that completed, in the bare form, as JSON of a given size: what it lacks is put into `input` and
 * `output` in equal parts, as lists of small objects.
 *
 * @param bytes - at most this, and at least {@link ITEM_ROOM} bytes less; from 1,000 on
 */
export const buildPayload = (bytes: number): string => {
  const lists: [object[], object[]] = [[], []]
  const run = { ...recorded(), input: { items: lists[0] }, output: { items: lists[1] } }
  let size = JSON.stringify(run).length
  for (let index = 0; size + ITEM_ROOM < bytes; index++) {
    const item = orderItem(index)
    lists[index % 2 === 0 ? 0 : 1].push(item)
    size += JSON.stringify(item).length + 1
  }
  return JSON.stringify(run)
}
