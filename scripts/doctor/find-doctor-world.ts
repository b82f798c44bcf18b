import { join } from 'node:path'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient } from '@aws-sdk/client-sns'
import { readSecretText } from '../../lib/aws/read-secret-text.ts'
import { parseTenants } from '../../lib/hatchet/parse-tenants.ts'
import { readStack } from '../../local/read-stack.ts'
import { LOCAL_REGION, localClientConfig } from '../../local/service/local-client-config.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { loadPolicy } from '../alerts/load-policy.ts'
import { createAskReconcile } from '../backfill/ask-reconcile.ts'
import { invokeFunction } from '../lambda/invoke-function.ts'
import { type Deployment, type DeploymentOptions, findDeployment } from '../operator/deployment.ts'
import { diagnoseFault } from '../operator/diagnose-fault.ts'
import { OperatorError } from '../operator/operator-error.ts'
import { placeOf } from '../operator/place-of.ts'
import { SERVICE } from '../operator/service.ts'
import { ASK_LIMIT_MS } from './ask-limit-ms.ts'
import type { DoctorWorld } from './doctor-world.ts'
import type { FoundStack } from './found-stack.ts'
import { NotChecked } from './not-checked.ts'
import { once } from './once.ts'
import { readFoundStack } from './read-found-stack.ts'
import { secretIdOf } from './secret-id-of.ts'

/** How long what several checks need is waited for, ms. */
const SHARED_LIMIT_MS = 10_000

/** Where the function does not say which API is asked for tenants that name none. */
const DEFAULT_API_URL = 'https://cloud.hatchet.run'

/** A doctor asks often, and waits for nobody long, ms. */
const REQUESTS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: SHARED_LIMIT_MS, throwOnRequestTimeout: true },
}

/**
 * Finds what is to be looked at. Nothing is asked of it yet.
 *
 * @throws OperatorError if it is the local cloud, and none is up
 */
export const findDoctorWorld = async (options: DeploymentOptions): Promise<DoctorWorld> => {
  const deployment = findDeployment(options)
  const { client } = deployment.functionNamed('reconcile')
  const stage = placeOf(options)?.stage ?? 'local'
  const local = stage === 'local' ? localPlace() : null
  const region = deployment.region ?? LOCAL_REGION
  // Credentials are looked for once: that may ask somebody, or start a program.
  const aws = { ...REQUESTS, region, credentials: client.config.credentials }
  const configOf = (endpoint: string | undefined) => (endpoint === undefined ? aws : localClientConfig(endpoint))
  const secrets = new SecretsManagerClient(configOf(local?.endpoints.secretsmanager))
  const cloudFormation = new CloudFormationClient(aws)
  const stack = once(async () => local?.stack ?? readFoundStack(cloudFormation, stage, limit()))
  const secret = once((name) => readSecretText(secrets, secretIdOf(stage, name), limit()))
  const functions = functionsOf(deployment, local)
  return {
    ...{ deployment, stage, isLocal: local !== null, runsTable: `${SERVICE}-${stage}-runs`, now: Date.now },
    localHatchetUrl: local?.endpoints.hatchet,
    cloudWatch: new CloudWatchClient(aws),
    sns: new SNSClient(configOf(local?.endpoints.sns)),
    stack: () => stack(''),
    isOutOfReach: () =>
      stack('').then(
        () => false,
        (fault) => diagnoseFault(fault, deployment.name).kind !== 'denied',
      ),
    output: async (name) => {
      const value = (await stack('')).outputs[name]
      if (value === undefined) throw new NotChecked(`the stack has no output ${name}`)
      return value
    },
    secret,
    tenants: async () =>
      // Whether `http:` is allowed there the function knows: it is asked with the tokens.
      parseTenants(await secret('hatchet-tenants'), { apiUrl: await functions.apiUrl(), allowHttp: true }),
    ...functions,
    policy: () => readPolicy(join(PROJECT_ROOT, ...(local === null ? [] : ['local']), 'alerts.config.ts')),
  }
}

const limit = (): AbortSignal => AbortSignal.timeout(SHARED_LIMIT_MS)

/** What the functions are asked for. */
const functionsOf = (deployment: Deployment, local: ReturnType<typeof localPlace> | null) => {
  const functionConfiguration = once((name) => {
    const { client, functionName } = deployment.functionNamed(name)
    const command = new GetFunctionConfigurationCommand({ FunctionName: functionName })
    return client.send(command, { abortSignal: limit() })
  })
  const variable = async (name: string, of: string): Promise<string | undefined> => {
    const found = await functionConfiguration(of).catch(() => null)
    return found?.Environment?.Variables?.[name]
  }
  const reconcile = deployment.functionNamed('reconcile')
  return {
    functionConfiguration,
    apiUrl: async () => local?.apiUrl ?? (await variable('HATCHET_API_URL', 'reconcile')) ?? DEFAULT_API_URL,
    slackOrigins: async () =>
      local?.endpoints.sinks.split(',') ?? (await variable('SLACK_ORIGINS', 'sweep'))?.split(',') ?? null,
    askReconcile: createAskReconcile((event) => invokeFunction(reconcile, event, AbortSignal.timeout(ASK_LIMIT_MS))),
  }
}

const readPolicy = (path: string) =>
  loadPolicy(path).catch(() => {
    throw new NotChecked('the alerts.config.ts that is here is wrong: npm run build says how')
  })

const localPlace = () => {
  const stack = readStack()
  if (stack === null) throw new OperatorError('no local cloud is up')
  const topic = (name: string) => `arn:aws:sns:${LOCAL_REGION}:000000000000:${SERVICE}-local-${name}`
  const outputs = {
    WebhookUrl: `${stack.apiUrl}/webhooks/hatchet`,
    AlertsTopicArn: topic('alerts'),
    OperationsTopicArn: topic('operations'),
  }
  const found: FoundStack = {
    status: 'local',
    ...{ reason: null, account: null, createdAt: null, changedAt: null },
    outputs,
  }
  const { endpoints, ownHatchet } = stack
  return { endpoints, apiUrl: ownHatchet?.apiUrl ?? endpoints.hatchet, stack: found }
}
