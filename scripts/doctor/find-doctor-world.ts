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
import type { FoundFunction } from '../lambda/found-function.ts'
import { invokeFunction } from '../lambda/invoke-function.ts'
import { type DeploymentOptions, findDeployment } from '../operator/deployment.ts'
import { OperatorError } from '../operator/operator-error.ts'
import { placeOf } from '../operator/place-of.ts'
import { SERVICE } from '../operator/service.ts'
import type { DoctorWorld } from './doctor-world.ts'
import type { FoundStack } from './found-stack.ts'
import { NotChecked } from './not-checked.ts'
import { once } from './once.ts'
import { readStackOutputs } from './read-stack-outputs.ts'

/** How long what several checks need is waited for, ms. */
const SHARED_LIMIT_MS = 10_000
/** How long an answer of reconcile is waited for, ms: less than the check's own limit, after which nothing is under way. */
const ASK_LIMIT_MS = 70_000

/** Where the function does not say which API is asked for tenants that name none. */
const DEFAULT_API_URL = 'https://cloud.hatchet.run'

/**
 * Finds what is to be looked at. Nothing is asked of it yet, but for whether there are credentials.
 *
 * @throws OperatorError if it is the local cloud, and none is up; what the SDK says where there are no credentials
 */
export const findDoctorWorld = async (options: DeploymentOptions): Promise<DoctorWorld> => {
  const deployment = findDeployment(options)
  const reconcile = deployment.functionNamed('reconcile')
  await reconcile.client.config.credentials()
  const stage = placeOf(options)?.stage ?? 'local'
  const local = stage === 'local' ? localPlace() : null
  const region = await reconcile.client.config.region()
  const configOf = (endpoint: string | undefined) => (endpoint === undefined ? { region } : localClientConfig(endpoint))
  const secrets = new SecretsManagerClient(configOf(local?.endpoints.secretsmanager))
  const cloudFormation = new CloudFormationClient({ region })
  const stack = once(async () => local?.stack ?? readStackOutputs(cloudFormation, `${SERVICE}-${stage}`))
  const secret = once((name) =>
    readSecretText(secrets, `${SERVICE}/${stage}/${name}`, AbortSignal.timeout(SHARED_LIMIT_MS)),
  )
  const apiUrl = once(async () => local?.endpoints.hatchet ?? readApiUrl(reconcile))
  return {
    deployment,
    stage,
    isLocal: local !== null,
    cloudFormation,
    cloudWatch: new CloudWatchClient({ region }),
    sns: new SNSClient(configOf(local?.endpoints.sns)),
    runsTable: `${SERVICE}-${stage}-runs`,
    stack: () => stack(''),
    output: async (name) => {
      const value = (await stack('')).outputs[name]
      if (value === undefined) throw new NotChecked(`the stack has no output ${name}`)
      return value
    },
    secret,
    // Whether `http:` is allowed there the function knows: it is asked with the tokens.
    tenants: async () => parseTenants(await secret('hatchet-tenants'), { apiUrl: await apiUrl(''), allowHttp: true }),
    policy: () => loadPolicy(join(PROJECT_ROOT, ...(local === null ? [] : ['local']), 'alerts.config.ts')),
    askReconcile: createAskReconcile((event) => invokeFunction(reconcile, event, AbortSignal.timeout(ASK_LIMIT_MS))),
    now: Date.now,
  }
}

/** Which API the function asks; the one of Hatchet Cloud where it may not be read. */
const readApiUrl = async ({ client, functionName }: FoundFunction): Promise<string> => {
  const command = new GetFunctionConfigurationCommand({ FunctionName: functionName })
  const found = await client.send(command).catch(() => null)
  return found?.Environment?.Variables?.['HATCHET_API_URL'] ?? DEFAULT_API_URL
}

const localPlace = () => {
  const stack = readStack()
  if (stack === null) throw new OperatorError('no local cloud is up')
  const topic = (name: string) => `arn:aws:sns:${LOCAL_REGION}:000000000000:${SERVICE}-local-${name}`
  const outputs = {
    WebhookUrl: `${stack.apiUrl}/webhooks/hatchet`,
    AlertsTopicArn: topic('alerts'),
    OperationsTopicArn: topic('operations'),
  }
  const found: FoundStack = { status: 'local', outputs }
  return { endpoints: stack.endpoints, stack: found }
}
