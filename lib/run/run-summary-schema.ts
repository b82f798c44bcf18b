import * as v from 'valibot'
import {
  MAX_ERROR_CHARS,
  MAX_ERROR_TYPE_CHARS,
  MAX_FAILED_TASKS,
  MAX_METADATA_VALUE_CHARS,
  MAX_NAME_CHARS,
  MAX_RUN_ID_CHARS,
} from '../limits.ts'
import { TERMINAL_STATUSES } from './run-status.ts'

const described = <TSchema extends v.GenericSchema>(schema: TSchema, description: string) =>
  v.pipe(schema, v.description(description))

const Uuid = v.pipe(v.string(), v.regex(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/))
const Time = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))
const RunId = v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_RUN_ID_CHARS))
const Name = v.pipe(v.string(), v.maxLength(MAX_NAME_CHARS))
const Milliseconds = v.pipe(v.number(), v.integer(), v.minValue(0))

const ErrorSchema = v.object({
  type: described(
    v.nullable(v.pipe(v.string(), v.maxLength(MAX_ERROR_TYPE_CHARS))),
    "The error's class, where the worker tells it.",
  ),
  message: described(v.pipe(v.string(), v.maxLength(MAX_ERROR_CHARS)), 'What the worker or the engine said, redacted.'),
  truncated: described(v.boolean(), 'Whether the message was longer.'),
})

/**
 * RunSummary, version 1: the message of the `run-summaries` queue, at most 8 KiB of JSON.
 *
 * A contract: within version 1 members are only ever added. `docs/run-summary.schema.json` is made from this.
 */
export const RunSummarySchema = v.object({
  version: described(v.literal(1), 'Version of this format. Members are only ever added within a version.'),
  id: described(
    v.pipe(v.string(), v.regex(/^[\da-f]{64}$/)),
    'Idempotency key: the same for every delivery of one outcome of a run.',
  ),
  runId: described(RunId, "The run's id. A replay keeps it."),
  tenantId: described(Uuid, 'The Hatchet tenant.'),
  workflowId: described(Uuid, 'The workflow: the key to group by.'),
  workflowVersionId: described(v.nullable(Uuid), 'The version of the workflow.'),
  workflowName: described(v.pipe(Name, v.minLength(1)), "The workflow's name, for people."),
  displayName: described(Name, "The run's display name."),
  status: described(v.picklist(TERMINAL_STATUSES), 'How the run ended.'),
  createdAt: described(Time, 'When this attempt of the run was created, UTC.'),
  startedAt: described(v.nullable(Time), 'When it started, UTC; null if it never did.'),
  finishedAt: described(v.nullable(Time), 'When it ended, UTC. A late cancel moves it.'),
  durationMs: described(
    v.nullable(Milliseconds),
    'How long its tasks took from the first start to the last end, ms, hooks left out; null if unknown.',
  ),
  queueMs: described(v.nullable(Milliseconds), 'How long it waited between creation and start, ms; null if unknown.'),
  error: described(
    v.nullable(ErrorSchema),
    'Why it FAILED; null for other statuses, and for a failure without a text.',
  ),
  failedTasks: described(
    v.pipe(v.array(Name), v.maxLength(MAX_FAILED_TASKS)),
    'Names of the tasks that failed, the first to fail first.',
  ),
  attempt: described(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
    'Attempt number, from 1; null if unknown.',
  ),
  parentRunId: described(v.nullable(RunId), 'The run that spawned this one.'),
  url: described(v.string(), "The run's page in the dashboard."),
  metadata: described(
    v.record(v.string(), v.pipe(v.string(), v.maxLength(MAX_METADATA_VALUE_CHARS))),
    "Members of the run's additionalMetadata that the deployment forwards.",
  ),
  source: described(v.picklist(['webhook', 'reconcile']), 'How the outcome was found.'),
  receivedAt: described(Time, 'When it was found, UTC.'),
})

export type RunSummary = v.InferOutput<typeof RunSummarySchema>
