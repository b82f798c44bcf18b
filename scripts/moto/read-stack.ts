import { readFileSync } from 'node:fs'
import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation'
import type { Clients } from './clients.ts'
import type { DeployedResource } from './reader.ts'

/** A resource of the template, and whether it is to stay when the stack is deleted. */
export interface StackResource extends DeployedResource {
  readonly stays: boolean
}

/**
 * The resources of a template, and what they are called where they are deployed: an empty text where nobody made them.
 *
 * @param templateFile - what CloudFormation was given
 */
export const readStack = async (
  clients: Clients,
  stack: string,
  templateFile: string,
): Promise<readonly StackResource[]> => {
  const { StackResources = [] } = await clients.cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: stack }),
  )
  const made = new Map(
    StackResources.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]),
  )
  const { Resources } = JSON.parse(readFileSync(templateFile, 'utf8'))
  return Object.entries<{ Type: string; Properties?: object; DeletionPolicy?: string }>(Resources).map(
    ([logicalId, { Type, Properties = {}, DeletionPolicy }]) => ({
      ...{ logicalId, type: Type, physicalId: made.get(logicalId) ?? '' },
      properties: { ...Properties },
      stays: DeletionPolicy === 'RetainExceptOnCreate',
    }),
  )
}
