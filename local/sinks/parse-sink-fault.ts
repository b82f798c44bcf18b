import * as v from 'valibot'
import type { SinkFault } from './sink-fault.ts'

const COUNT = 'times must be a whole number from 1 on'
const STATUS = 'a status must be 200 to 599'

const COMMON = {
  on: v.picklist(['slack', 'pagerduty', 'any'], 'the sink must be slack, pagerduty or any'),
  times: v.optional(v.pipe(v.number(COUNT), v.integer(COUNT), v.minValue(1, COUNT)), 1),
}

const members = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.object({ ...COMMON, ...entries }, ({ expected }) => `${expected} is missing`)

const SCHEMA = v.variant(
  'kind',
  [
    members({
      kind: v.literal('status'),
      status: v.pipe(v.number(STATUS), v.integer(STATUS), v.minValue(200, STATUS), v.maxValue(599, STATUS)),
      body: v.exactOptional(v.string('body must be text')),
      retryAfter: v.exactOptional(
        v.pipe(v.string('retryAfter must be text'), v.regex(/^[\x20-\x7e]*$/, 'a header must be printable ASCII')),
      ),
    }),
    members({ kind: v.literal('hang') }),
    members({ kind: v.literal('break') }),
  ],
  'kind must be status, hang or break',
)

/** @throws TypeError that says what is wrong */
export const parseSinkFault = (value: unknown): SinkFault => {
  const parsed = v.safeParse(SCHEMA, value)
  if (!parsed.success) throw new TypeError([...new Set(parsed.issues.map(({ message }) => message))].join('; '))
  return parsed.output
}
