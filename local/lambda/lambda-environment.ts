import { LOCAL_REGION } from '../service/local-client-config.ts'
import type { StackDescription } from '../stack-description.ts'

/** What Lambda itself gives a function, and where the emulated services are. */
export const lambdaEnvironment = (
  endpoints: Omit<StackDescription['endpoints'], 'lambda'>,
): Record<string, string> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  AWS_REGION: LOCAL_REGION,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_SNS: endpoints.sns,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsmanager,
})
