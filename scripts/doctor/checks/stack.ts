import { formatTime } from '../../../lib/alerts/notification/format-time.ts'
import { SERVICE } from '../../operator/service.ts'
import { awsCommand } from '../aws-command.ts'
import type { Check } from '../check.ts'
import { deployAgain } from '../deploy-again.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import type { FoundStack } from '../found-stack.ts'
import { NoSuchStack } from '../no-such-stack.ts'
import { NotChecked } from '../not-checked.ts'

const OUTPUTS = [
  'WebhookUrl',
  'RunSummariesQueueUrl',
  'DataKeyArn',
  'WebhookSecretArn',
  'HatchetTenantsSecretArn',
  'AlertSinksSecretArn',
  'AlertsTopicArn',
  'OperationsTopicArn',
]

/** Has the last deployment ended well, and is it of this version? */
export const stackCheck: Check = {
  name: 'stack',
  limitMs: 15_000,
  needs: 'cloudformation:DescribeStacks',
  run: async (world): Promise<Finding> => {
    if (world.isLocal) throw new NotChecked('the local cloud has no stack')
    try {
      return judge(await world.stack(), world)
    } catch (fault) {
      if (!(fault instanceof NoSuchStack)) throw fault
      return { state: 'fail', words: fault.message, fixes: [PLACE] }
    }
  },
}

const PLACE = 'Are stage, region and account right? --stage, --region and AWS_PROFILE name others.'

const judge = ({ status, reason, outputs, account, changedAt }: FoundStack, world: DoctorWorld): Finding => {
  const because = reason === null ? '' : ` (${reason})`
  if (/_IN_PROGRESS$/.test(status)) {
    const isGoing = status.startsWith('DELETE')
    const fix = isGoing ? 'It is being removed.' : 'A deployment is under way: ask again once it is over.'
    return { state: 'warn', words: `${status}${because}`, fixes: [fix] }
  }
  if (status !== 'CREATE_COMPLETE' && status !== 'UPDATE_COMPLETE') {
    const state = status === 'UPDATE_ROLLBACK_COMPLETE' ? 'warn' : 'fail'
    return {
      state,
      words: `${status}${because}`,
      fixes: [`What failed: ${eventsCommand(world)}`, ...fixesOf(status, world)],
    }
  }
  const missing = OUTPUTS.filter((name) => outputs[name] === undefined)
  if (missing.length > 0) {
    const words = `${status}, without the outputs ${missing.join(', ')}`
    return { state: 'fail', words, fixes: [`It is of another version: ${deployAgain(world)}`] }
  }
  const since = changedAt === null ? '' : ` since ${formatTime(changedAt)}`
  return { state: 'ok', words: `${status}${since}${account === null ? '' : `, in account ${account}`}` }
}

const fixesOf = (status: string, world: DoctorWorld): readonly string[] => {
  const { deployment, stage } = world
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    return [`The last deployment failed, and the one before it runs. Mend it, then ${deployAgain(world)}`]
  }
  if (status === 'UPDATE_ROLLBACK_FAILED') {
    const command = awsCommand(world, `cloudformation continue-update-rollback --stack-name ${SERVICE}-${stage}`)
    return [`Mend what is named there, then ${command}`]
  }
  if (/^(ROLLBACK|CREATE|DELETE)_/.test(status)) {
    const remove = `npx osls remove --stage ${stage} --region ${deployment.region}`
    return [`It never ran, or is half removed: ${remove}, then ${deployAgain(world)}`, TABLES]
  }
  return [`Mend it, then ${deployAgain(world)}`]
}

const TABLES = 'Tables that stay: docs/operations.md, "Deploying again after a removal".'

const eventsCommand = (world: DoctorWorld): string => {
  const what = `--stack-name ${SERVICE}-${world.stage} --output table`
  const query = `--query "StackEvents[?contains(ResourceStatus,'FAILED')].[Timestamp,LogicalResourceId,ResourceStatusReason]"`
  return awsCommand(world, `cloudformation describe-stack-events ${what} ${query}`)
}
