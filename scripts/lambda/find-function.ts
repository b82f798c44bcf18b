import { LambdaClient } from '@aws-sdk/client-lambda'
import { readStack } from '../../local/read-stack.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import { regionOf } from '../operator/region-of.ts'
import { SERVICE } from '../operator/service.ts'

/** A function that is up, in an account or on this machine. */
export interface FoundFunction {
  readonly client: LambdaClient
  /** The name it is deployed with. */
  readonly functionName: string
  readonly region: string
}

/**
 * How long an answer is waited for, ms: longer than the longest timeout of a function, so that whoever hears nothing knows
 * that it has ended.
 */
const ANSWER_TIMEOUT_MS = 250_000
const CONNECT_TIMEOUT_MS = 5_000

const REQUESTS = {
  // A call is repeated by whoever knows what a repeat does.
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: ANSWER_TIMEOUT_MS,
    throwOnRequestTimeout: true,
  },
}

/**
 * Finds a function of the service: on the local cloud that is up, or where a stage is deployed.
 *
 * @param name - its key in `serverless.yml`
 * @param stage - of a deployment; undefined, and `local`, for the local cloud
 * @param region - of the deployment; AWS_REGION, else eu-central-1, if it is left out
 * @throws UsageError if no local cloud is up, or the two are no stage and no region
 */
export const findFunction = (name: string, stage: string | undefined, region: string | undefined): FoundFunction => {
  if (stage === undefined || stage === 'local') {
    if (region !== undefined) throw new UsageError('--region goes with --stage, the name of a deployment')
    const stack = readStack()
    if (stack === null) throw new UsageError('no local cloud is up: start one with npm start, or name a --stage')
    const config = localClientConfig(stack.endpoints.lambda)
    return {
      client: new LambdaClient({ ...REQUESTS, ...config }),
      functionName: nameOf('local', name),
      region: 'local',
    }
  }
  const deployedIn = regionOf(region)
  if (!/^[A-Za-z][A-Za-z0-9-]{0,31}$/.test(stage))
    throw new UsageError(`--stage must be a name like prod, not ${stage}`)
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(deployedIn)) {
    throw new UsageError(`--region must be a region like eu-central-1, not ${deployedIn}`)
  }
  const client = new LambdaClient({ ...REQUESTS, region: deployedIn })
  return { client, functionName: nameOf(stage, name), region: deployedIn }
}

const nameOf = (stage: string, name: string): string => `${SERVICE}-${stage}-${name}`
