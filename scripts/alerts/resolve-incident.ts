import { closeIncident } from '../../lib/alerts/incident/close-incident.ts'
import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import { countOf } from '../../lib/alerts/notification/count-of.ts'
import { formatTime } from '../../lib/alerts/notification/format-time.ts'
import { oneLine } from '../../lib/alerts/notification/one-line.ts'
import { createDynamoDbIncidentStore } from '../../lib/aws/dynamodb-incident-store.ts'
import type { CommandResult } from '../operator/command-result.ts'
import type { Deployment } from '../operator/deployment.ts'
import { OperatorError } from '../operator/operator-error.ts'
import { findIncident } from './find-incident.ts'
import { incidentJson } from './incident-json.ts'
import { readIncidentsView } from './read-incidents-view.ts'
import { readReason } from './read-reason.ts'

/** How often it is read anew because a function wrote it meanwhile. */
const MAX_ATTEMPTS = 10

/**
 * Ends an open incident. The next sweep tells its sinks.
 *
 * @param id - of the incident, or how it begins
 * @param now - ms since 1970
 * @throws OperatorError if there is none, or it is not open
 */
export const resolveIncident = async (
  { dynamoDb, incidentsTable }: Deployment,
  id: string,
  reason: string,
  now: () => number,
): Promise<CommandResult> => {
  const note = readReason(reason)
  const { incidents } = await readIncidentsView(dynamoDb, incidentsTable, now())
  const { key, open, last } = findIncident(incidents, id)
  if (open === null || (!open.id.startsWith(id.toLowerCase()) && last?.id.startsWith(id.toLowerCase())))
    throw ended(last)
  const store = createDynamoDbIncidentStore(dynamoDb, incidentsTable, now)
  const signal = AbortSignal.timeout(30_000)
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const before = await store.read(key, signal)
    // The answer to a write may have been lost, and not the write.
    if (before?.last?.id === open.id && before.last.note === note) return resultOf(before)
    const closed = before?.open?.id === open.id ? closeIncident(before, note, now()) : null
    if (closed === null) throw ended(before?.last ?? null)
    const written = await store.write(closed, now(), signal)
    if (written !== null) return resultOf(written)
  }
  throw new OperatorError('the incident is being changed all the time: try again')
}

const ended = (last: IncidentItem['last']): OperatorError =>
  new OperatorError(`the incident is not open${last === null ? '' : `: it ended ${formatTime(last.endedAt)}`}`)

const resultOf = (item: IncidentItem): CommandResult => {
  const { workflowName, last } = item
  const lines = [
    `Closed: incident ${last?.id} of ${oneLine(workflowName, 100)}, ${countOf(last?.total ?? 0, 'failure')}.`,
    `${toldOf(item)} Failures from now on open a new incident.`,
  ]
  return { lines, json: incidentJson(item) }
}

/** Who knows of it is told of its end. Who does not yet is told once, when it is all over, unless a silence holds it back. */
const toldOf = ({ sinks }: IncidentItem): string => {
  const holding = Object.entries(sinks).filter(([, { incidentId, maybeIncidentId }]) => incidentId ?? maybeIncidentId)
  if (holding.length === 0)
    return 'No sink knows of it yet: one that waits for it is told that it is over, unless a silence holds that back.'
  const names = holding.map(([name, { failingSince }]) =>
    failingSince === null ? name : `${name} (once it works again)`,
  )
  return `Its end is told within two minutes to: ${names.join(', ')}.`
}
