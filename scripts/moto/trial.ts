import { join } from 'node:path'
import { CreateTableCommand } from '@aws-sdk/client-dynamodb'
import { SubscribeCommand } from '@aws-sdk/client-sns'
import { OSLS } from '../../local/service/osls.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { readSummary } from '../alerts/read-summary.ts'
import { SERVICE } from '../operator/service.ts'
import { type Ended, runProgram } from '../run-program.ts'
import { createClients } from './clients.ts'
import { createIllness, type Illness } from './illness.ts'
import { readBackAll, type StackProof } from './read-back-all.ts'
import { readStack, type StackResource } from './read-stack.ts'
import type { Moto } from './start-moto.ts'

const STAGE = 'test'
const REGION = 'eu-central-1'
/** Moto's. */
const ACCOUNT = '123456789012'
export const TRIAL_STACK = `${SERVICE}-${STAGE}`
const topicArn = (name: string): string => `arn:aws:sns:${REGION}:${ACCOUNT}:${TRIAL_STACK}-${name}`

const A_RUN = join(PROJECT_ROOT, 'events/runs/fail-error.final.json')
const DASHBOARD = 'https://cloud.hatchet.run'

/** A deployment that is tried out. */
export interface Trial {
  /** `npm run deploy` as a user runs it. */
  deploy(...params: readonly string[]): Promise<Ended>
  /** Has somebody told of failed runs by e-mail, past the deployment. */
  subscribe(email: string): Promise<void>
  /** What the deployment is made well with, and ill. */
  readonly illness: Illness
  /** The next calls of functions are answered so, one after the other: the emulator runs none. */
  answerCalls(...answers: readonly object[]): Promise<void>
  /** `npm run doctor` as an operator runs it, as JSON. */
  doctor(stage?: string): Promise<Ended>
  /** `npm run redrive` of run-alerts as an operator runs it, as JSON. */
  redrive(): Promise<Ended>
  /** `npx osls remove` as a user runs it. */
  remove(): Promise<Ended>
  /** Leaves a table behind, as a removal on AWS does: moto knows no `RetainExceptOnCreate`, and deletes it. */
  leaveTable(name: string): Promise<void>
  /** The resources of the template that was deployed last. */
  resources(): Promise<readonly StackResource[]>
  readBack(resources: readonly StackResource[]): Promise<StackProof>
}

/**
 * @param home - a folder without anybody's AWS configuration
 */
export const createTrial = (moto: Moto, home: string, signal: AbortSignal): Trial => {
  const clients = createClients(moto.endpoint)
  const environment = {
    ...{ PATH: process.env['PATH'], HOME: home, NODE_NO_WARNINGS: '1' },
    ...{
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGION,
    },
  }
  const run = async (...args: readonly string[]): Promise<Ended> => {
    const ended = await runProgram({ command: process.execPath, args, cwd: PROJECT_ROOT, environment, signal })
    // Its end says nothing then.
    signal.throwIfAborted()
    return ended
  }
  return {
    deploy: (...params) => run('scripts/deploy.ts', '--stage', STAGE, ...params.flatMap((param) => ['--param', param])),
    subscribe: async (Endpoint) => {
      await clients.sns.send(new SubscribeCommand({ TopicArn: topicArn('alerts'), Protocol: 'email', Endpoint }))
    },
    illness: createIllness(clients, {
      ...{ stack: TRIAL_STACK, folder: `${SERVICE}/${STAGE}`, topic: topicArn('operations') },
      deadLetters: [JSON.stringify(readSummary(A_RUN, DASHBOARD, Date.now())), 'no JSON'],
    }),
    answerCalls: (...answers) => moto.answerCalls(ACCOUNT, REGION, answers),
    doctor: (stage = STAGE) => run('scripts/doctor.ts', '--json', '--stage', stage),
    redrive: () => run('scripts/redrive.ts', '--queue', 'run-alerts', '--yes', '--json', '--stage', STAGE),
    remove: () => run(OSLS, 'remove', '--stage', STAGE),
    leaveTable: async (TableName) => {
      const AttributeName = 'pk'
      const command = new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      })
      await clients.dynamoDb.send(command)
    },
    resources: () =>
      readStack(clients, TRIAL_STACK, join(PROJECT_ROOT, '.serverless/cloudformation-template-update-stack.json')),
    readBack: (resources) => readBackAll(clients, resources, moto.unsupportedTypes()),
  }
}
