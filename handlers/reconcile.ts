import middy from '@middy/core'
import { createAwsReconcilePorts } from '../lib/aws/reconcile-ports.ts'
import { parseReconcileConfig } from '../lib/config/parse-reconcile-config.ts'
import { createTenants } from '../lib/hatchet/create-tenants.ts'
import { RECONCILE_RESERVE_MS } from '../lib/limits.ts'
import { isBackfill } from '../lib/reconcile/is-backfill.ts'
import { createKnownRuns } from '../lib/reconcile/known-runs.ts'
import { runBackfill } from '../lib/reconcile/run-backfill.ts'
import { runTick } from '../lib/reconcile/run-tick.ts'
import { sleep } from '../lib/sleep.ts'
import { createBackfillReporter } from '../lib/telemetry/backfill-reporter.ts'
import { createReconcileReporter } from '../lib/telemetry/reconcile-reporter.ts'

const config = parseReconcileConfig(process.env)
const now = (): number => Date.now()
const { readTenants, backfillQueues, ...aws } = createAwsReconcilePorts(config, now)
const ports = {
  ...aws,
  known: createKnownRuns(),
  withoutLedger: 'refuse',
  summary: { dashboardUrl: config.HATCHET_DASHBOARD_URL, metadataKeys: config.METADATA_KEYS },
  timeout: (ms: number) => AbortSignal.timeout(ms),
  now,
} as const
const apis = { apiUrl: config.HATCHET_API_URL, allowHttp: config.HATCHET_ALLOW_HTTP }
const tenants = createTenants(readTenants, apis, { now, sleep, random: Math.random })
const reporting = { stage: config.STAGE, metricWorkflows: config.METRIC_WORKFLOWS, now }

/** A tick of a schedule, or a turn of a backfill: runs that ended, and that nobody told, become summaries. */
export const handler = middy<unknown, unknown>().handler((event, context) => {
  const remainingMs = context.getRemainingTimeInMillis() - RECONCILE_RESERVE_MS
  if (isBackfill(event)) {
    const report = createBackfillReporter(reporting, context.awsRequestId)
    return runBackfill(event, tenants, { ...ports, queues: backfillQueues, report }, remainingMs)
  }
  const report = createReconcileReporter(reporting, context.awsRequestId)
  return runTick(event, tenants, { ...ports, report }, remainingMs)
})
