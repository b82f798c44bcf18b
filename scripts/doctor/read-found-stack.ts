import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStacks,
} from '@aws-sdk/client-cloudformation'
import { OperatorError } from '../operator/operator-error.ts'
import { SERVICE } from '../operator/service.ts'
import type { FoundStack } from './found-stack.ts'
import { NoSuchStack } from './no-such-stack.ts'

/**
 * Reads what CloudFormation knows of a stage.
 *
 * @throws NoSuchStack, which names the stages that are there; OperatorError if something else than AWS answers
 */
export const readFoundStack = async (
  client: CloudFormationClient,
  stage: string,
  signal: AbortSignal,
): Promise<FoundStack> => {
  const StackName = `${SERVICE}-${stage}`
  const options = { abortSignal: signal }
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }), options).catch(async (error) => {
    if (!String(Object(error).message).includes('does not exist')) throw error
    const [region, stages] = await Promise.all([client.config.region(), readStages(client, signal)])
    const there =
      stages.length === 0 ? ', and no other of this service' : `; stages that are there: ${stages.join(', ')}`
    throw new NoSuchStack(`there is no stack ${StackName} in ${region}${there}`, { cause: error })
  })
  const [stack] = Stacks ?? []
  if (stack === undefined) throw new OperatorError('what answers for CloudFormation is not AWS: is a proxy in between?')
  const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])
  return {
    status: stack.StackStatus ?? 'unknown',
    reason: stack.StackStatusReason ?? null,
    outputs: Object.fromEntries(outputs),
    account: /^arn:[^:]+:cloudformation:[^:]*:(\d+):/.exec(stack.StackId ?? '')?.[1] ?? null,
    createdAt: stack.CreationTime?.getTime() ?? null,
    changedAt: (stack.LastUpdatedTime ?? stack.CreationTime)?.getTime() ?? null,
  }
}

/** Stages that are deployed in the region; none where they may not be listed. */
const readStages = async (client: CloudFormationClient, signal: AbortSignal): Promise<readonly string[]> => {
  const stages: string[] = []
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}, { abortSignal: signal })) {
      for (const { StackName = '' } of Stacks) {
        if (StackName.startsWith(`${SERVICE}-`)) stages.push(StackName.slice(SERVICE.length + 1))
      }
    }
  } catch {
    // There is no such stack, whoever else is there.
  }
  return stages
}
