import * as v from 'valibot'

const text = (maxChars: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(maxChars))

const EVENT = v.variant('event_action', [
  v.object({
    event_action: v.literal('trigger'),
    routing_key: v.pipe(v.string(), v.length(32)),
    dedup_key: v.optional(text(255)),
    payload: v.object({
      summary: text(1_024),
      source: text(1_024),
      severity: v.picklist(['critical', 'error', 'warning', 'info']),
      timestamp: v.optional(v.pipe(v.string(), v.isoTimestamp())),
    }),
    links: v.optional(v.array(v.object({ href: v.pipe(v.string(), v.url()), text: v.optional(v.string()) }))),
  }),
  v.object({
    event_action: v.picklist(['acknowledge', 'resolve']),
    routing_key: v.pipe(v.string(), v.length(32)),
    dedup_key: text(255),
  }),
])

/**
 * What PagerDuty would refuse in an event.
 *
 * @see https://developer.pagerduty.com/api-reference/368ae3d938c9e-send-an-event-to-pager-duty
 */
export const pagerDutyProblems = (event: unknown): readonly string[] => {
  const parsed = v.safeParse(EVENT, event)
  return parsed.success ? [] : parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'event'}: ${issue.message}`)
}
