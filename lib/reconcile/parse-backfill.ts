import * as v from 'valibot'
import { MAX_RUN_ID_CHARS } from '../limits.ts'
import { isUuid } from '../run/is-uuid.ts'
import { parseTime } from '../run/parse-time.ts'
import type { BackfillWindow } from './backfill-window.ts'

/** A turn of a backfill that is asked for. */
export interface BackfillQuestion {
  /** In lower case. */
  readonly tenantId: string
  readonly window: BackfillWindow
  /** Whether runs are only counted: nothing is sent, and nothing recorded. */
  readonly isDryRun: boolean
}

const EXPECTED = {
  tenantId: 'a UUID',
  since: 'a time with its offset',
  until: 'a time with its offset, after since',
  offset: 'a whole number, 0 or more',
  after: `null, or the id of a run, at most ${MAX_RUN_ID_CHARS} characters`,
  dryRun: 'true or false',
} as const

const Time = v.pipe(
  v.string(),
  v.check((text) => typeof parseTime(text) === 'number'),
)

const QuestionSchema = v.object({
  tenantId: v.pipe(
    v.string(),
    v.check(isUuid),
    v.transform((text) => text.toLowerCase()),
  ),
  since: Time,
  until: Time,
  offset: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
  after: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MAX_RUN_ID_CHARS))), null),
  dryRun: v.optional(v.boolean(), false),
})

const EventSchema = v.object({ backfill: v.union([v.literal('tenants'), QuestionSchema]) })

/**
 * Reads the event of a backfill: `{"backfill":"tenants"}` asks who is configured, and
 * `{"backfill":{"tenantId":"…","since":"…","until":"…"}}` for a turn; `dryRun`, and `offset` and `after` of what a turn left.
 *
 * @throws TypeError that names every wrong member and what it should be
 */
export const parseBackfill = (event: unknown): BackfillQuestion | 'tenants' => {
  const parsed = v.safeParse(EventSchema, event)
  if (!parsed.success) throw wrong(new Set(parsed.issues.flatMap(membersOf)))
  const { backfill } = parsed.output
  if (backfill === 'tenants') return backfill
  const { tenantId, since, until, offset, after, dryRun } = backfill
  if ((parseTime(since) ?? 0) >= (parseTime(until) ?? 0)) throw wrong(new Set(['until']))
  return { tenantId, window: { since, until, offset, after }, isDryRun: dryRun }
}

/** The members of the question that an issue is about; the union has issues of its own for each of its options. */
const membersOf = ({ path, issues }: v.BaseIssue<unknown>): unknown[] => {
  const own = path?.[1]?.key
  return own === undefined ? (issues ?? []).flatMap(({ path: inner }) => inner?.[0]?.key ?? []) : [own]
}

const wrong = (names: ReadonlySet<unknown>): TypeError => {
  const words = Object.entries(EXPECTED).flatMap(([name, expected]) =>
    names.has(name) ? [`backfill.${name} must be ${expected}`] : [],
  )
  return new TypeError(
    `wrong event: ${words.join('; ') || 'backfill must be "tenants" or an object like {"tenantId":"…","since":"…","until":"…"}'}`,
  )
}
