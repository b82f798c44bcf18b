import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { clientConfig } from './client-config.ts'

/** A client for the tables. */
export const createDynamoDbClient = (maxAttempts: number, attemptTimeoutMs: number): DynamoDBClient =>
  new DynamoDBClient(clientConfig(maxAttempts, attemptTimeoutMs))
