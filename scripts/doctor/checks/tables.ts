import { DescribeTableCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import { SERVICE } from '../../operator/service.ts'
import { awsCommand } from '../aws-command.ts'
import type { Check } from '../check.ts'
import { DELETED_BY_HAND } from '../deleted-by-hand.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { mergeFindings } from '../merge-findings.ts'

/** Are the tables there, and can they be used? */
export const tablesCheck: Check = {
  name: 'tables',
  limitMs: 15_000,
  needs: 'dynamodb:DescribeTable',
  run: async (world, signal): Promise<Finding> => {
    const { deployment, runsTable } = world
    const names = [runsTable, deployment.incidentsTable]
    const findings = await Promise.all(names.map((name) => readTable(name, world, signal)))
    return mergeFindings(findings.flat(), 'runs and incidents can be used')
  },
}

const readTable = async (
  TableName: string,
  world: DoctorWorld,
  abortSignal: AbortSignal,
): Promise<readonly Finding[]> => {
  const { dynamoDb } = world.deployment
  const command = new DescribeTableCommand({ TableName })
  const status = await dynamoDb.send(command, { abortSignal }).then(
    ({ Table }) => Table?.TableStatus ?? 'unknown',
    async (fault) => {
      if (!(fault instanceof ResourceNotFoundException) || (await world.isOutOfReach())) throw fault
      return null
    },
  )
  if (status === null) return [{ state: 'fail', words: `there is no table ${TableName}`, fixes: [DELETED_BY_HAND] }]
  if (status === 'ACTIVE' || status === 'UPDATING') return []
  const look = awsCommand(world, `kms describe-key --key-id alias/${SERVICE}-${world.stage}`)
  return [{ state: 'fail', words: `${TableName} is ${status}`, fixes: [`Is its key enabled? ${look}`] }]
}
