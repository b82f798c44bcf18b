import * as v from 'valibot'
import type { SinkFault } from './sink-fault.ts'

const COMMON = {
  on: v.picklist(['slack', 'pagerduty', 'any'], 'on must be slack, pagerduty or any'),
  times: v.optional(v.pipe(v.number('times must be a number'), v.integer(), v.minValue(1)), 1),
}

const SCHEMA = v.variant(
  'kind',
  [
    v.object({
      ...COMMON,
      kind: v.literal('status'),
      status: v.pipe(v.number('status must be a number'), v.integer(), v.minValue(200), v.maxValue(599)),
      body: v.exactOptional(v.string()),
      retryAfter: v.exactOptional(v.string()),
    }),
    v.object({ ...COMMON, kind: v.literal('hang') }),
    v.object({ ...COMMON, kind: v.literal('break') }),
  ],
  'kind must be status, hang or break',
)

/** @throws TypeError that says what is wrong */
export const parseSinkFault = (value: unknown): SinkFault => {
  const parsed = v.safeParse(SCHEMA, value)
  if (!parsed.success) throw new TypeError(v.summarize(parsed.issues))
  return parsed.output
}
