import * as v from 'valibot'
import type { RecordedOutcome } from '../forward/ledger.ts'
import { parseJson } from '../run/parse-json.ts'
import { TERMINAL_STATUSES } from '../run/run-status.ts'

const Retries = v.pipe(
  v.array(v.tuple([v.string(), v.number()])),
  v.transform((entries): ReadonlyMap<string, number> => new Map(entries)),
)

const EntrySchema = v.object({
  status: v.picklist(TERMINAL_STATUSES),
  createdAt: v.number(),
  startedAt: v.nullable(v.number()),
  finishedAt: v.nullable(v.number()),
  tasks: v.nullable(
    v.object({
      failed: Retries,
      ended: Retries,
      retries: v.number(),
      highestRetry: v.number(),
      allEnded: v.boolean(),
    }),
  ),
  ordinal: v.number(),
  recordedAt: v.number(),
})

/** Reads what `writeLedgerEntry` wrote; null where the text is no outcome. */
export const readLedgerEntry = (text: string): RecordedOutcome | null => {
  const json = parseJson(text)
  const parsed = v.safeParse(EntrySchema, json)
  return parsed.success ? parsed.output : null
}
