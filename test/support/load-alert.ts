import type { SQSBatchResponse } from 'aws-lambda'
import { vi } from 'vitest'
import { lambdaContext } from './lambda-context.ts'

const ENVIRONMENT = {
  STAGE: 'test',
  INCIDENTS_TABLE: 'incidents',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:alerts',
  ALERT_SINKS_SECRET_ID: 'alert-sinks',
}

/** The alert and the sweep function after a cold start, with some variables of their environment replaced. */
export const loadAlert = async (variables: Readonly<Record<string, string>> = {}, remainingMs = 60_000) => {
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, ...variables })) vi.stubEnv(name, value)
  vi.resetModules()
  const [alert, sweep] = [await import('../../handlers/alert.ts'), await import('../../handlers/sweep.ts')]
  const context = lambdaContext(remainingMs)
  return {
    alert: (Records: readonly object[]) =>
      alert.handler({ Records } as never, context as never) as Promise<SQSBatchResponse>,
    sweep: (event: unknown = {}) => sweep.handler(event, context as never) as Promise<unknown>,
  }
}
