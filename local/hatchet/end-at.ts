import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseTime } from '../../lib/run/parse-time.ts'
import type { RunDetails } from './run-details.ts'
import { shiftTimes } from './shift-times.ts'

/**
 * A copy of a run, with all of its times moved by one span so that it ended at a time of one's choice; a run without an
 * end was created then.
 *
 * @param epochMs - whole milliseconds since 1970
 */
export const endAt = (details: RunDetails, epochMs: number): RunDetails => {
  const { finishedAt, createdAt, metadata } = details.run
  const fromMs = [finishedAt, createdAt, isJsonObject(metadata) ? metadata['createdAt'] : undefined]
    .map((time) => (typeof time === 'string' ? parseTime(time) : undefined))
    .find((time) => typeof time === 'number')
  return shiftTimes(details, epochMs - (fromMs ?? epochMs)) as RunDetails
}
