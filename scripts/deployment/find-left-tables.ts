import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'

/**
 * The tables that are left of a deployment that was removed, where there is none: a new one would fail halfway, since it
 * makes tables of the same names.
 *
 * @returns none as well where AWS does not say: the deployment itself will, and better
 */
export const findLeftTables = async (service: string, stage: string, region: string): Promise<readonly string[]> => {
  const isStackGone = await new CloudFormationClient({ region })
    .send(new DescribeStacksCommand({ StackName: `${service}-${stage}` }))
    .then(
      () => false,
      (error: unknown) => String(Object(error).message).includes('does not exist'),
    )
  if (!isStackGone) return []
  const dynamoDb = new DynamoDBClient({ region })
  const names = [`${service}-${stage}-runs`, `${service}-${stage}-incidents`]
  const answers = await Promise.allSettled(
    names.map((TableName) => dynamoDb.send(new DescribeTableCommand({ TableName }))),
  )
  return names.filter((_, index) => answers[index]?.status === 'fulfilled')
}
