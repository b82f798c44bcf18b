import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { clientConfig } from './client-config.ts'

/** A client for the tables. */
export const createDynamoDbClient = (maxAttempts: number, attemptTimeoutMs: number): DynamoDBClient => {
  const client = new DynamoDBClient(clientConfig(maxAttempts, attemptTimeoutMs))
  // Describing the SDK and the machine to a table, which tells nobody, takes a tenth of a call.
  client.middlewareStack.remove('getUserAgentMiddleware')
  return client
}
