import * as v from 'valibot'
import { TERMINAL_STATUSES } from '../run/run-status.ts'

const Time = v.pipe(v.number(), v.finite())
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Text = v.pipe(v.string(), v.nonEmpty())
/** Ms since 1970, of which four bytes can keep the seconds. */
const StoredSecond = v.pipe(Time, v.multipleOf(1_000), v.minValue(0), v.maxValue((2 ** 32 - 1) * 1_000))
const MaybeTime = v.nullable(Time)
const MaybeText = v.nullable(v.string())

const OpenSchema = v.object({ id: Text, openedAt: Time, firstFailAt: Time, total: Count, isSilenced: v.boolean() })

const SampleSchema = v.object({
  at: Time,
  runId: v.string(),
  displayName: v.string(),
  status: v.picklist(TERMINAL_STATUSES),
  url: v.string(),
  error: MaybeText,
  failedTasks: v.array(v.string()),
  durationMs: MaybeTime,
})

const ClaimSchema = v.object({
  by: v.string(),
  until: Time,
  kind: v.picklist(['opened', 'update', 'resolved', 'recovered']),
  incidentId: MaybeText,
  told: Count,
})

const SinkSchema = v.object({
  incidentId: MaybeText,
  maybeIncidentId: MaybeText,
  told: Count,
  toldAt: MaybeTime,
  intervalMs: Time,
  failingSince: MaybeTime,
  tries: Count,
  tryAt: MaybeTime,
  claim: v.nullable(ClaimSchema),
})

/**
 * An incident as it is stored, its attributes put together again: an IncidentItem, but for its sinks, which are pairs here,
 * since `record` drops a sink whose name is that of a member of Object.prototype.
 */
export const DynamoDbIncidentSchema = v.object({
  // A tenant's id ends at the first # of the key.
  key: v.object({ tenantId: v.pipe(v.string(), v.regex(/^[^#]+$/)), workflowId: Text, route: Text }),
  version: v.pipe(Count, v.minValue(1)),
  workflowName: v.string(),
  open: v.nullable(OpenSchema),
  last: v.nullable(
    v.object({
      ...OpenSchema.entries,
      lastFailAt: Time,
      endedAt: Time,
      reason: v.picklist(['succeeded', 'quiet', 'unrouted', 'operator']),
      note: v.exactOptional(v.string()),
      sample: v.exactOptional(SampleSchema),
      everAtEnd: Count,
    }),
  ),
  ever: Count,
  lastFailAt: MaybeTime,
  lastOkAt: MaybeTime,
  recent: v.array(v.object({ at: Time, arrivedAt: Time })),
  seen: v.array(v.object({ outcomeId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), arrivedAt: StoredSecond })),
  sample: v.nullable(SampleSchema),
  sinks: v.array(v.tuple([v.string(), SinkSchema])),
  dueAt: MaybeTime,
})
