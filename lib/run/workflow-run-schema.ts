import * as v from 'valibot'
import { MAX_RUN_ID_CHARS } from '../limits.ts'
import { isJsonObject } from './is-json-object.ts'
import { isUuid } from './is-uuid.ts'
import { parseRunId } from './parse-run-id.ts'
import { parseTime } from './parse-time.ts'
import { RUN_STATUSES } from './run-status.ts'

// Every check says what it expects in words of its own: valibot's default messages repeat the refused value.

/** An object with these members. Others are dropped; arrays, which `v.object` alone would take, are refused. */
const jsonObject = <TEntries extends v.ObjectEntries>(entries: TEntries) =>
  v.pipe(
    v.custom<Record<string, unknown>>(isJsonObject, 'object'),
    v.object(entries, (issue) => expectedOf(entries[String(issue.path?.at(-1)?.key)])),
  )

/** What a missing member should have been: the words of its own first check. */
const expectedOf = (schema: object | undefined): string =>
  schema !== undefined && 'message' in schema && typeof schema.message === 'string' ? schema.message : 'present'

/** A text that `parse` understands, as what it makes of it. `parse` answers undefined to anything else. */
const textAs = <T>(parse: (text: string) => T | undefined, expected: string) =>
  v.pipe(
    v.string(expected),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      const parsed = parse(dataset.value)
      if (parsed !== undefined) return parsed
      addIssue({ message: expected })
      return NEVER
    }),
  )

/** Optional members: null counts as absent, and so does the empty string, by which Hatchet says "not set". */
const optionalTextAs = <T>(parse: (text: string) => T | undefined, expected: string) =>
  v.nullish(
    textAs((text) => (text === '' ? null : parse(text)), expected),
    null,
  )

const parseUuid = (text: string): string | undefined => (isUuid(text) ? text.toLowerCase() : undefined)
const parseSetTime = (text: string): number | undefined => parseTime(text) ?? undefined

const Time = textAs(parseTime, 'RFC 3339 time with an offset')
const OptionalTime = optionalTextAs(parseTime, 'RFC 3339 time with an offset, or null')
const Uuid = textAs(parseUuid, 'UUID')
const OptionalUuid = optionalTextAs(parseUuid, 'UUID, or null')
const JsonObject = v.custom<Record<string, unknown>>(isJsonObject, 'object')

/**
 * V1WorkflowRun, as Hatchet's API sends it: what it must have, and what is read of the rest.
 *
 * Times become milliseconds since 1970, or null where Hatchet says "not set"; UUIDs become lower case.
 * `input` and `output` are never looked into. The published schema also requires a top-level `id` that no real answer has.
 */
export const WorkflowRunSchema = jsonObject({
  metadata: jsonObject({
    id: textAs(parseRunId, `text of 1 to ${MAX_RUN_ID_CHARS} characters`),
    createdAt: textAs(parseSetTime, 'RFC 3339 time with an offset, after year 1'),
    updatedAt: Time,
  }),
  status: v.picklist(RUN_STATUSES, `one of ${RUN_STATUSES.join(', ')}`),
  tenantId: Uuid,
  displayName: v.string('text'),
  workflowId: Uuid,
  input: JsonObject,
  output: JsonObject,
  startedAt: OptionalTime,
  finishedAt: OptionalTime,
  createdAt: OptionalTime,
  duration: v.nullish(v.pipe(v.number('integer, or null'), v.integer('integer, or null')), null),
  additionalMetadata: v.nullish(v.custom<Record<string, unknown>>(isJsonObject, 'object, or null'), null),
  errorMessage: v.nullish(v.string('text, or null'), null),
  workflowVersionId: OptionalUuid,
  parentTaskExternalId: OptionalUuid,
})

export type WorkflowRun = v.InferOutput<typeof WorkflowRunSchema>
