import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation'
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { explainFault } from '../operator/explain-fault.ts'

/**
 * The tables that are there, but are no part of the stack: left of a deployment that was removed, or that failed at its
 * first attempt and could not clean up. A new one would fail halfway, since it makes tables of the same names.
 *
 * @returns none as well where AWS does not say: the deployment itself will, and better
 * @throws Error, in words for people, where there are no credentials
 */
export const findLeftTables = async (service: string, stage: string, region: string): Promise<readonly string[]> => {
  const owned = await tablesOf(`${service}-${stage}`, region)
  if (owned === null) return []
  const names = [`${service}-${stage}-runs`, `${service}-${stage}-incidents`].filter((name) => !owned.includes(name))
  const dynamoDb = new DynamoDBClient({ region })
  const answers = await Promise.allSettled(
    names.map((TableName) => dynamoDb.send(new DescribeTableCommand({ TableName }))),
  )
  return names.filter((_, index) => answers[index]?.status === 'fulfilled')
}

/** @returns names of the tables that the stack has, none where there is no stack; null where AWS does not say */
const tablesOf = async (StackName: string, region: string): Promise<readonly string[] | null> => {
  const names: string[] = []
  try {
    const client = new CloudFormationClient({ region })
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
      for (const { PhysicalResourceId = '', ResourceType, ResourceStatus = '' } of StackResourceSummaries) {
        // What a stack has given up is listed for a while.
        const isKept = !/^DELETE_(?:COMPLETE|FAILED|SKIPPED)$/.test(ResourceStatus)
        if (ResourceType === 'AWS::DynamoDB::Table' && isKept) names.push(PhysicalResourceId)
      }
    }
    return names
  } catch (error) {
    if (Object(error).name === 'CredentialsProviderError') throw new Error(explainFault(error, StackName))
    return String(Object(error).message).includes('does not exist') ? [] : null
  }
}
