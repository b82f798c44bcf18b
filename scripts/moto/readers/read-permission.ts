import { GetPolicyCommand } from '@aws-sdk/client-lambda'
import type { Reader } from '../reader.ts'

export const readPermission: Reader = async ({ properties }, { clients, refer }) => {
  const command = new GetPolicyCommand({ FunctionName: refer(properties['FunctionName']) })
  const { Statement = [] } = JSON.parse((await clients.lambda.send(command)).Policy ?? '{}')
  const [statement] = Statement
  return {
    expected: { action: properties['Action'], principal: properties['Principal'] },
    actual: { action: statement?.Action, principal: statement?.Principal?.Service },
  }
}
