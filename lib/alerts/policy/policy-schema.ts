import * as v from 'valibot'
import { MAX_NAME_CHARS } from '../../limits.ts'
import { isUuid } from '../../run/is-uuid.ts'
import { parseTime } from '../../run/parse-time.ts'
import {
  MAX_CLOSE_AFTER_MS,
  MAX_MATCHED_ERROR_CHARS,
  MAX_OPEN_WITHIN_MS,
  MAX_RECENT_FAILURES,
  MAX_RESOLVE_AFTER_QUIET_MS,
  MAX_ROUTES,
  MAX_RUNBOOK_CHARS,
  MAX_SILENCE_REASON_CHARS,
  MAX_SILENCES,
  MAX_SINKS,
  MAX_UPDATE_INTERVAL_MS,
  MIN_POLICY_TIME_MS,
} from '../limits.ts'
import type { AlertStatus } from './alert-policy.ts'
import { isGlob } from './is-glob.ts'
import { members } from './members.ts'
import { SEVERITIES } from './severities.ts'
import { sinksSchema } from './sinks-schema.ts'

/** Any text that passes. */
const text = (isValid: (text: string) => boolean, expected: string) =>
  v.custom<string>((value) => typeof value === 'string' && isValid(value), `must be ${expected}`)

const isTold = (text: string, maxChars: number): boolean => text.trim() !== '' && text.length <= maxChars

const list = <Item extends v.GenericSchema>(item: Item, min: number, max: number, expected: string) =>
  v.pipe(
    v.array(item, `must be ${expected}`),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!Array.isArray(dataset.value)) return
      const { length } = dataset.value
      if (length < min || length > max) addIssue({ message: `must be ${expected}` })
    }),
  )

/** A time in ms, as `minutes(10)` makes it. */
const time = (maxMs: number, expected: string) =>
  v.pipe(
    v.custom<number>(
      (value) => typeof value === 'number' && value >= MIN_POLICY_TIME_MS && value <= maxMs,
      `must be ${expected}`,
    ),
    v.transform(Math.round),
  )

const status = v.custom<AlertStatus>(
  (value) => value === 'FAILED' || value === 'CANCELLED',
  ({ input }) =>
    input === 'COMPLETED'
      ? 'must be FAILED or CANCELLED: a COMPLETED run is a success, and ends incidents'
      : 'must be FAILED or CANCELLED',
)

const isFailureCount = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_RECENT_FAILURES

const rules = {
  statuses: v.optional(list(status, 1, 2, 'a list of FAILED, CANCELLED or both')),
  openAfter: v.optional(
    members('openAfter has', {
      failures: v.custom<number>(isFailureCount, `must be a whole number from 1 to ${MAX_RECENT_FAILURES}`),
      within: time(MAX_OPEN_WITHIN_MS, '1 second to 7 days, like minutes(10)'),
    }),
  ),
  updateEvery: v.optional(time(MAX_UPDATE_INTERVAL_MS, '1 second to 24 hours, like minutes(15)')),
  resolveAfterQuiet: v.optional(time(MAX_RESOLVE_AFTER_QUIET_MS, '1 second to 7 days, like minutes(10)')),
  closeAfter: v.optional(time(MAX_CLOSE_AFTER_MS, '1 second to 90 days, like days(14)')),
}

const runMatch = {
  workflow: v.optional(
    text(
      isGlob,
      `the name of a workflow, with * for any characters (letters, digits, . - _ and *; at most ${MAX_NAME_CHARS})`,
    ),
  ),
  tenant: v.optional(
    v.pipe(
      text(isUuid, 'the id of a tenant, a UUID'),
      v.transform((tenant) => tenant.toLowerCase()),
    ),
  ),
}

const routeMatch = {
  ...runMatch,
  error: v.optional(
    text(
      (value) => isTold(value, MAX_MATCHED_ERROR_CHARS),
      `text to look for in the error, 1 to ${MAX_MATCHED_ERROR_CHARS} characters`,
    ),
  ),
}

/** Nothing that would end a link early in a chat. */
const isRunbook = (url: string): boolean =>
  url.length <= MAX_RUNBOOK_CHARS && /^https:\/\/[^\s<>|"`\\]+$/.test(url) && URL.canParse(url)

const route = members('a route has', {
  name: text(
    (name) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(name),
    'a name of 1 to 40 lower case letters, digits and -, not starting with -',
  ),
  match: v.optional(members('a match has', routeMatch), {}),
  severity: v.optional(v.picklist(SEVERITIES, 'must be info, warning, error or critical'), 'error'),
  sinks: list(
    text(() => true, 'the name of a sink'),
    1,
    MAX_SINKS,
    `a list of 1 to ${MAX_SINKS} names of sinks`,
  ),
  runbook: v.optional(text(isRunbook, `an https URL of at most ${MAX_RUNBOOK_CHARS} characters`)),
  ...rules,
})

const silence = members('a silence has', {
  match: members("a silence's match has", runMatch),
  until: v.pipe(
    text((until) => typeof parseTime(until) === 'number', 'a time with an offset, like 2026-12-01T00:00:00Z'),
    v.transform((until) => parseTime(until) ?? 0),
  ),
  reason: text(
    (reason) => isTold(reason, MAX_SILENCE_REASON_CHARS),
    `a reason of 1 to ${MAX_SILENCE_REASON_CHARS} characters`,
  ),
})

/** An alert policy as `alerts.config.ts` says it. Messages are what follows a path: `must be …`. */
export const PolicySchema = members('a policy has', {
  sinks: sinksSchema,
  routes: list(route, 1, MAX_ROUTES, `a list of 1 to ${MAX_ROUTES} routes`),
  defaults: v.optional(members('defaults have', rules), {}),
  silences: v.optional(list(silence, 0, MAX_SILENCES, `a list of at most ${MAX_SILENCES} silences`), []),
})
