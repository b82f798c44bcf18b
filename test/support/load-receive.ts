import { vi } from 'vitest'
import type { Answer } from '../../lib/webhook/answer.ts'
import { lambdaContext } from './lambda-context.ts'

const ENVIRONMENT = {
  STAGE: 'test',
  SUMMARY_QUEUE_URLS: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries',
  RUNS_TABLE: 'runs',
  WEBHOOK_SECRET_ID: 'webhook-secret',
  ROTATION_OVERLAP: undefined,
  TENANTS: undefined,
  METADATA_KEYS: undefined,
  METRIC_WORKFLOWS: undefined,
  HATCHET_DASHBOARD_URL: undefined,
}

/** The exported handler. Lambda may call it with anything. */
export type Receive = (event: unknown, context?: unknown) => Promise<Answer>

/** The receive function after a cold start, with some variables of its environment replaced. */
export const loadReceive = async (variables: Readonly<Record<string, string>> = {}): Promise<Receive> => {
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, ...variables })) vi.stubEnv(name, value)
  vi.resetModules()
  const { handler } = await import('../../handlers/receive.ts')
  return (event, context = lambdaContext()) => handler(event as never, context as never) as Promise<Answer>
}
