import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { readStack } from '../../local/read-stack.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import type { FoundFunction } from '../lambda/found-function.ts'
import { nameOfDeployment } from './name-of-deployment.ts'
import { OperatorError } from './operator-error.ts'
import { placeOf } from './place-of.ts'
import { SERVICE } from './service.ts'

/** A deployed service, or the local cloud: what an operator's command works on. */
export interface Deployment {
  /** For people: `stage prod in eu-central-1`. */
  readonly name: string
  /** Null for the local cloud. */
  readonly region: string | null
  /** What names it on a command line, with a blank before: ` --stage prod`. */
  readonly named: string
  readonly dynamoDb: DynamoDBClient
  readonly sqs: SQSClient
  readonly incidentsTable: string
  /** One of its functions, by its key in `serverless.yml`. */
  functionNamed(name: string): FoundFunction
  /** URLs of its queues by the names they have without the service's prefix, `run-alerts`. */
  queueUrls(): Promise<Readonly<Record<string, string>>>
}

export interface DeploymentOptions {
  /** Undefined for the local cloud that is up. */
  readonly stage?: string | undefined
  /** Undefined for AWS_REGION, or the one that serverless.yml deploys to. */
  readonly region?: string | undefined
}

const CONNECT_TIMEOUT_MS = 5_000
/** Longest wait for an answer, ms. */
const REQUEST_TIMEOUT_MS = 30_000
/** The same for a function: longer than any may take, so that whoever hears nothing knows that it has ended. */
const ANSWER_TIMEOUT_MS = 250_000

const waitingFor = (requestTimeout: number) => ({
  requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, requestTimeout, throwOnRequestTimeout: true },
})
/** A call is repeated by whoever knows what a repeat does. */
const CALLS = { ...waitingFor(ANSWER_TIMEOUT_MS), maxAttempts: 1 }

/**
 * Finds a deployment. Nothing is asked of it yet.
 *
 * @throws UsageError for what is no stage and no region; OperatorError if it is the local cloud, and none is up
 */
export const findDeployment = (options: DeploymentOptions): Deployment => {
  const place = placeOf(options)
  if (place === null) return localDeployment()
  const { stage, region } = place
  const config = { ...waitingFor(REQUEST_TIMEOUT_MS), region, maxAttempts: 3 }
  const sqs = new SQSClient(config)
  const client = new LambdaClient({ ...CALLS, region })
  return {
    name: nameOfDeployment(options),
    region,
    named: ` --stage ${stage}${options.region === undefined ? '' : ` --region ${region}`}`,
    dynamoDb: new DynamoDBClient(config),
    incidentsTable: `${SERVICE}-${stage}-incidents`,
    functionNamed: (name) => ({ client, functionName: `${SERVICE}-${stage}-${name}`, region }),
    sqs,
    queueUrls: () => listQueues(sqs, `${SERVICE}-${stage}-`),
  }
}

const listQueues = async (sqs: SQSClient, prefix: string): Promise<Readonly<Record<string, string>>> => {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix }))
  return Object.fromEntries(QueueUrls.map((url) => [url.slice(url.lastIndexOf('/') + 1 + prefix.length), url]))
}

const localDeployment = (): Deployment => {
  const stack = readStack()
  if (stack === null) {
    throw new OperatorError('no local cloud is up: start one with npm start, or name a deployment, --stage prod')
  }
  const { endpoints, tables, queues } = stack
  const client = new LambdaClient({ ...CALLS, ...localClientConfig(endpoints.lambda) })
  return {
    name: nameOfDeployment({}),
    region: null,
    named: '',
    dynamoDb: new DynamoDBClient(localClientConfig(endpoints.dynamodb)),
    incidentsTable: tables['incidents'] ?? '',
    functionNamed: (name) => ({ client, functionName: `${SERVICE}-local-${name}`, region: 'local' }),
    sqs: new SQSClient(localClientConfig(endpoints.sqs)),
    queueUrls: () => Promise.resolve(queues),
  }
}
