import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { Reader } from '../reader.ts'

export const readLogGroup: Reader = async ({ physicalId, properties }, { clients }) => {
  const { logGroups = [] } = await clients.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: physicalId }))
  const group = logGroups.find(({ logGroupName }) => logGroupName === physicalId)
  if (group === undefined) throw new Error('there is no such log group')
  return {
    expected: { name: properties['LogGroupName'], retention: Number(properties['RetentionInDays']) },
    actual: { name: group.logGroupName, retention: group.retentionInDays },
  }
}
