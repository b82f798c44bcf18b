import type { Message } from '@aws-sdk/client-sqs'
import * as v from 'valibot'
import type { Invocation } from '../lambda/invocation.ts'

const BatchResponseSchema = v.nullish(
  v.object({
    batchItemFailures: v.nullish(v.array(v.object({ itemIdentifier: v.pipe(v.string(), v.nonEmpty()) })), []),
  }),
  {},
)

/**
 * Which messages of a batch come again, by Lambda's rules: none after an empty list of failures, all after an error, and
 * all after an answer with an empty, missing or foreign id.
 *
 * @param reportsFailures - without ReportBatchItemFailures the answer does not count
 */
export const failedMessageIds = (
  invocation: Invocation,
  batch: readonly Message[],
  reportsFailures: boolean,
): ReadonlySet<string> => {
  const all = new Set(batch.map(({ MessageId = '' }) => MessageId))
  if (!invocation.ok) return all
  if (!reportsFailures) return new Set()
  const response = v.safeParse(BatchResponseSchema, JSON.parse(invocation.payload))
  if (!response.success) return all
  const failed = new Set(response.output.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier))
  return [...failed].every((id) => all.has(id)) ? failed : all
}
