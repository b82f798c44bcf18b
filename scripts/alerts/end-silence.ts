import { DeleteItemCommand } from '@aws-sdk/client-dynamodb'
import { UsageError } from '../../local/terminal/usage-error.ts'
import type { CommandResult } from '../operator/command-result.ts'
import type { Deployment } from '../operator/deployment.ts'
import { OperatorError } from '../operator/operator-error.ts'

/**
 * Ends a silence before its time.
 *
 * @throws OperatorError if there is none of that id
 */
export const endSilence = async ({ dynamoDb, incidentsTable }: Deployment, id: string): Promise<CommandResult> => {
  if (id === '') throw new UsageError('name the silence: list shows their ids')
  const Key = { pk: { S: 'silence' }, sk: { S: id } }
  const command = new DeleteItemCommand({ TableName: incidentsTable, Key, ReturnValues: 'ALL_OLD' })
  const { Attributes } = await dynamoDb.send(command)
  if (Attributes === undefined) {
    throw new OperatorError(
      `there is no silence ${id}: list shows those that operators set; others are in alerts.config.ts`,
    )
  }
  return { lines: [`Silence ${id} is ended. What it held back is told within the hour.`], json: { ended: id } }
}
