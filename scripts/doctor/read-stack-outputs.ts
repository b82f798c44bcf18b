import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { OperatorError } from '../operator/operator-error.ts'
import type { FoundStack } from './found-stack.ts'

/**
 * Reads a stack's status and outputs.
 *
 * @throws OperatorError if there is no such stack
 */
export const readStackOutputs = async (client: CloudFormationClient, StackName: string): Promise<FoundStack> => {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName })).catch((error: unknown) => {
    if (!String(Object(error).message).includes('does not exist')) throw error
    throw new OperatorError(`there is no stack ${StackName}`, { cause: error })
  })
  const [stack] = Stacks ?? []
  const outputs = (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])
  return { status: stack?.StackStatus ?? 'unknown', outputs: Object.fromEntries(outputs) }
}
