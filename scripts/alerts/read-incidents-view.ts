import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb'
import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import type { Silence } from '../../lib/alerts/policy/alert-policy.ts'
import { readDynamoDbIncident } from '../../lib/aws/dynamodb-incident-read.ts'
import { readDynamoDbSilence } from '../../lib/aws/dynamodb-silence-read.ts'

/** A silence that an operator set. */
interface SetSilence extends Silence {
  readonly id: string
}

/** All that the table of incidents holds. Times are ms since 1970. */
export interface IncidentsView {
  readonly incidents: readonly IncidentItem[]
  /** Those that are not over. */
  readonly silences: readonly SetSilence[]
  /** Sinks that are left alone for a while because they fail, and until when. */
  readonly resting: readonly { readonly sink: string; readonly until: number }[]
  /** Keys of items that are neither, or cannot be read. */
  readonly unreadable: readonly string[]
}

type Item = Readonly<Record<string, AttributeValue>>

/**
 * Reads the whole table of incidents: an item for each workflow and route that ever failed, so some thousands at most.
 *
 * @param now - ms since 1970
 */
export const readIncidentsView = async (
  client: DynamoDBClient,
  TableName: string,
  now: number,
): Promise<IncidentsView> => {
  const incidents: IncidentItem[] = []
  const silences: SetSilence[] = []
  const resting: IncidentsView['resting'][number][] = []
  const unreadable: string[] = []
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    for (const item of Items) {
      if (Number(item['expiresAt']?.N) * 1_000 <= now) continue
      const [pk = '', sk = ''] = [item['pk']?.S, item['sk']?.S]
      const silence = pk === 'silence' ? readDynamoDbSilence(item) : null
      const incident = silence === null ? readIncident(pk, sk, item) : null
      const sink = /^sink#(.+)$/.exec(pk)?.[1]
      if (silence !== null) silences.push({ id: sk, ...silence })
      else if (incident !== null) incidents.push(incident)
      else if (sink === undefined) unreadable.push(`${pk} ${sk}`)
      else if (Number(item['downUntil']?.N) > now) resting.push({ sink, until: Number(item['downUntil']?.N) })
    }
  }
  return { incidents, silences: silences.filter(({ until }) => until > now), resting, unreadable }
}

const readIncident = (pk: string, route: string, item: Item): IncidentItem | null => {
  const [, tenantId, workflowId] = /^([^#]+)#(.+)$/s.exec(pk) ?? []
  if (tenantId === undefined || workflowId === undefined || tenantId === 'sink') return null
  try {
    return readDynamoDbIncident({ tenantId, workflowId, route }, item)
  } catch {
    return null
  }
}
