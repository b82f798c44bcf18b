import {
  type FunctionConfiguration,
  GetFunctionConcurrencyCommand,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda'
import { awsCommand } from '../aws-command.ts'
import type { Check } from '../check.ts'
import { DELETED_BY_HAND } from '../deleted-by-hand.ts'
import { deployAgain } from '../deploy-again.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { mergeFindings } from '../merge-findings.ts'

const FUNCTIONS = ['receive', 'reconcile', 'alert', 'sweep'] as const
/** The one that takes messages from a queue. */
const CONSUMER = 'alert'

/** Can the functions run, and does `alert` take messages? What was switched off by hand stays so. */
export const functionsCheck: Check = {
  name: 'functions',
  limitMs: 20_000,
  needs: 'lambda:GetFunctionConfiguration',
  run: async (world, signal): Promise<Finding> => {
    if (world.isLocal) return { state: 'skipped', words: 'the local cloud has none to be switched off' }
    const findings = await Promise.all(FUNCTIONS.map((name) => readFunction(name, world, signal)))
    const all = [...findings.flat(), ...(await readMapping(world, signal))]
    return mergeFindings(all, `${FUNCTIONS.join(', ')} can run; ${CONSUMER} takes messages`)
  },
}

const readFunction = async (
  name: string,
  world: DoctorWorld,
  abortSignal: AbortSignal,
): Promise<readonly Finding[]> => {
  const { client, functionName: FunctionName } = world.deployment.functionNamed(name)
  const [configuration, { ReservedConcurrentExecutions }] = await Promise.all([
    world.functionConfiguration(name),
    client.send(new GetFunctionConcurrencyCommand({ FunctionName }), { abortSignal }),
  ])
  const off: Finding = {
    state: 'fail',
    words: `${name} is kept from running: its reserved concurrency is 0`,
    fixes: [awsCommand(world, `lambda delete-function-concurrency --function-name ${FunctionName}`)],
  }
  return [...judgeState(name, configuration, world), ...(ReservedConcurrentExecutions === 0 ? [off] : [])]
}

const judgeState = (
  name: string,
  { State, StateReason, LastUpdateStatus, LastUpdateStatusReason }: FunctionConfiguration,
  world: DoctorWorld,
): readonly Finding[] => {
  if (State === 'Failed' || LastUpdateStatus === 'Failed') {
    const why = (State === 'Failed' ? StateReason : LastUpdateStatusReason) ?? 'no reason is given'
    return [{ state: 'fail', words: `${name}: ${why}`, fixes: [`Mend it, then ${deployAgain(world)} --force`] }]
  }
  if (State === 'Pending' || LastUpdateStatus === 'InProgress') {
    return [{ state: 'warn', words: `${name} is being changed`, fixes: ['Ask again in a minute.'] }]
  }
  return []
}

const readMapping = async (world: DoctorWorld, abortSignal: AbortSignal): Promise<readonly Finding[]> => {
  const { FunctionArn } = await world.functionConfiguration(CONSUMER)
  const command = new ListEventSourceMappingsCommand({ FunctionName: FunctionArn })
  const { client } = world.deployment.functionNamed(CONSUMER)
  const { EventSourceMappings = [] } = await client.send(command, { abortSignal })
  const mapping = EventSourceMappings.find(({ EventSourceArn = '' }) =>
    EventSourceArn.endsWith(`-${world.stage}-run-alerts`),
  )
  if (mapping === undefined) {
    const words = `${CONSUMER} takes nothing from run-alerts: its event source mapping is gone`
    return [{ state: 'fail', words, fixes: [DELETED_BY_HAND] }]
  }
  if (mapping.State === 'Enabled') return []
  const words = `${CONSUMER} takes nothing from run-alerts: its event source mapping is ${mapping.State}`
  const fix = awsCommand(world, `lambda update-event-source-mapping --uuid ${mapping.UUID} --enabled`)
  return [{ state: /^Disabl/.test(mapping.State ?? '') ? 'fail' : 'warn', words, fixes: [fix] }]
}
