import {
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb'
import { MAX_INCIDENT_PAGES } from '../alerts/limits.ts'

/** The pages of a query, each read when it is asked for, up to {@link MAX_INCIDENT_PAGES}. */
export async function* queryDynamoDbPages(
  client: DynamoDBClient,
  signal: AbortSignal,
  query: QueryCommandInput,
): AsyncGenerator<QueryCommandOutput> {
  let start: QueryCommandOutput['LastEvaluatedKey']
  for (let pages = 0; pages < MAX_INCIDENT_PAGES; pages += 1) {
    const command = new QueryCommand({ ...query, ...(start !== undefined && { ExclusiveStartKey: start }) })
    const page = await client.send(command, { abortSignal: signal })
    yield page
    if (page.LastEvaluatedKey === undefined) return
    start = page.LastEvaluatedKey
  }
}
