import * as v from 'valibot'
import { HatchetError } from '../errors.ts'
import { readLeniently } from '../run/read-leniently.ts'

const RunListSchema = v.object({
  rows: v.custom<readonly unknown[]>(Array.isArray),
  pagination: v.object({ num_pages: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
})

/** Hatchet's list of runs, its rows as they came. */
export type RunList = v.InferOutput<typeof RunListSchema>

/** @throws HatchetError 'answer' if it is no list of runs that says how many pages there are */
export const parseRunList = (body: unknown): RunList => {
  const list = readLeniently(RunListSchema, body)
  if (list === null) throw new HatchetError('answer', 'listing runs: an answer that is no list of runs')
  return list
}
