import type { Check } from '../check.ts'
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
  run: async ({ isLocal, stage, stack }) => {
    if (isLocal) throw new NotChecked('the local cloud has no stack')
    const { status, outputs } = await stack()
    const missing = OUTPUTS.filter((name) => outputs[name] === undefined)
    const deploy = `npm run deploy -- --stage ${stage}`
    if (/_IN_PROGRESS$/.test(status)) {
      return { state: 'warn', words: status, fixes: ['A deployment is under way: ask again once it is over.'] }
    }
    if (status === 'UPDATE_ROLLBACK_COMPLETE') {
      const fixes = [`The last deployment failed, and the one before it runs. See its events, then ${deploy}`]
      return { state: 'warn', words: status, fixes }
    }
    if (status !== 'CREATE_COMPLETE' && status !== 'UPDATE_COMPLETE') {
      return { state: 'fail', words: status, fixes: [`See the events of the stack in CloudFormation, then ${deploy}`] }
    }
    if (missing.length === 0) return { state: 'ok', words: status }
    const words = `${status}, without the outputs ${missing.join(', ')}`
    return { state: 'fail', words, fixes: [`It is of another version: ${deploy}`] }
  },
}
