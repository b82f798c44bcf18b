import * as v from 'valibot'
import { parseJson } from '../run/parse-json.ts'
import { type RunSummary, RunSummarySchema } from '../run/run-summary-schema.ts'
import type { AlertPorts } from './alert-ports.ts'
import { forEachAtOnce } from './for-each-at-once.ts'
import { groupOutcomes } from './group-outcomes.ts'
import { INCIDENTS_AT_ONCE, MAX_MESSAGES_PER_MINUTE } from './limits.ts'
import { takeOutcomes } from './take-outcomes.ts'

/** A message of the queue. */
export interface SummaryMessage {
  readonly messageId: string
  readonly body: string
}

/**
 * Takes a batch of summaries into their incidents, and then tells what is due of them.
 *
 * @param isTimeLeft - asked before each incident is begun
 * @returns ids of the messages that must come again: those that are no RunSummary of version 1, and those whose incidents
 *   could not be stored or begun
 */
export const consumeSummaries = async (
  messages: readonly SummaryMessage[],
  ports: AlertPorts,
  isTimeLeft: () => boolean,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const failed = new Set<string>()
  const read = messages.flatMap(({ messageId, body }) => {
    const summary = readSummary(body)
    if (summary !== null) return [{ id: messageId, summary }]
    ports.report.fault('a message is no RunSummary of version 1')
    failed.add(messageId)
    return []
  })
  const tellings: (() => Promise<void>)[] = []
  await forEachAtOnce(groupOutcomes(read, ports.policy), INCIDENTS_AT_ONCE, async (group) => {
    const take = async (): Promise<void> => {
      tellings.push(await takeOutcomes(group, ports, signal))
    }
    const fault = isTimeLeft() ? await faultOf(take) : 'no time was left'
    if (fault === null) return
    ports.report.fault(fault)
    for (const id of group.ids) failed.add(id)
  })
  await forEachAtOnce(tellings, tellingsAtOnce(ports), async (tell) => {
    const fault = await faultOf(tell)
    if (fault !== null) ports.report.fault(fault)
  })
  return [...failed]
}

/** So many that those which wait for a sink that does not answer leave room for others: a minute admits no more to it. */
const tellingsAtOnce = ({ policy }: AlertPorts): number =>
  INCIDENTS_AT_ONCE + MAX_MESSAGES_PER_MINUTE * Object.keys(policy.sinks).length

const readSummary = (body: string): RunSummary | null => {
  const parsed = v.safeParse(RunSummarySchema, parseJson(body))
  return parsed.success ? parsed.output : null
}

/** Why it failed, in words; null if it did not. Anything may be thrown. */
const faultOf = async (work: () => Promise<void>): Promise<string | null> => {
  try {
    await work()
    return null
  } catch (error) {
    return error instanceof Error ? error.message : 'an error that is none was thrown'
  }
}
