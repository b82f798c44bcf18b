import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { readStack } from '../../local/read-stack.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import { nameOfDeployment } from './name-of-deployment.ts'
import { OperatorError } from './operator-error.ts'
import { regionOf } from './region-of.ts'
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
  readonly lambda: LambdaClient
  readonly sqs: SQSClient
  readonly incidentsTable: string
  /** Name of a function as AWS knows it. */
  functionName(name: string): string
  /** URLs of its queues by the names they have without the service's prefix, `run-alerts`. */
  queueUrls(): Promise<Readonly<Record<string, string>>>
}

export interface DeploymentOptions {
  /** Undefined for the local cloud that is up. */
  readonly stage?: string | undefined
  /** Undefined for AWS_REGION, or the one that serverless.yml deploys to. */
  readonly region?: string | undefined
}

/** Longest wait for an answer, ms: a function that is invoked may need a minute. */
const REQUEST_TIMEOUT_MS = 70_000

/**
 * Finds a deployment. Nothing is asked of it yet.
 *
 * @throws UsageError for what is no stage and no region; OperatorError if it is the local cloud, and none is up
 */
export const findDeployment = ({ stage, region }: DeploymentOptions): Deployment => {
  if (stage === undefined || stage === 'local') {
    if (region !== undefined) throw new UsageError('--region goes with --stage, the name of a deployment')
    return localDeployment()
  }
  if (!/^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(stage))
    throw new UsageError(`--stage must be a name like prod, not ${stage}`)
  const where = regionOf(region)
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(where)) throw new UsageError(`--region must be like eu-central-1, not ${where}`)
  const requestHandler = { connectionTimeout: 5_000, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true }
  const config = { region: where, maxAttempts: 3, requestHandler }
  const sqs = new SQSClient(config)
  return {
    name: nameOfDeployment({ stage, region }),
    region: where,
    named: ` --stage ${stage}${region === undefined ? '' : ` --region ${region}`}`,
    dynamoDb: new DynamoDBClient(config),
    lambda: new LambdaClient({ ...config, maxAttempts: 1 }),
    incidentsTable: `${SERVICE}-${stage}-incidents`,
    functionName: (name) => `${SERVICE}-${stage}-${name}`,
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
  return {
    name: nameOfDeployment({}),
    region: null,
    named: '',
    dynamoDb: new DynamoDBClient(localClientConfig(endpoints.dynamodb)),
    lambda: new LambdaClient({ ...localClientConfig(endpoints.lambda), maxAttempts: 1 }),
    incidentsTable: tables['incidents'] ?? '',
    functionName: (name) => `${SERVICE}-local-${name}`,
    sqs: new SQSClient(localClientConfig(endpoints.sqs)),
    queueUrls: () => Promise.resolve(queues),
  }
}
