import { vi } from 'vitest'
import { lambdaContext } from './lambda-context.ts'

const ENVIRONMENT = {
  STAGE: 'test',
  SUMMARY_QUEUE_URLS: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries',
  BACKFILL_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries-of-backfill',
  RUNS_TABLE: 'runs',
  METADATA_KEYS: undefined,
  METRIC_WORKFLOWS: undefined,
  HATCHET_DASHBOARD_URL: undefined,
  HATCHET_TENANTS_SECRET_ID: 'hatchet-tenants',
  HATCHET_API_URL: undefined,
  HATCHET_ALLOW_HTTP: 'yes',
}

/** The exported handler. Lambda may call it with anything. */
export type Reconcile = (event: unknown) => Promise<unknown>

/** The reconcile function after a cold start, with some variables of its environment replaced. */
export const loadReconcile = async (
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<Reconcile> => {
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, ...variables })) vi.stubEnv(name, value)
  vi.resetModules()
  const { handler } = await import('../../handlers/reconcile.ts')
  return async (event) => handler(event, lambdaContext(240_000))
}
