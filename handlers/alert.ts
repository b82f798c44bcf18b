import middy from '@middy/core'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import policy from '../alerts.config.ts'
import { consumeSummaries } from '../lib/alerts/consume-summaries.ts'
import { ALERT_RESERVE_MS } from '../lib/alerts/limits.ts'
import { createAwsAlertPorts } from '../lib/aws/alert-ports.ts'
import { parseAlertConfig } from '../lib/config/parse-alert-config.ts'
import { createAlertReporter } from '../lib/telemetry/alert-reporter.ts'

const config = parseAlertConfig(process.env)
const ports = createAwsAlertPorts(policy, config)
const reporting = { stage: config.STAGE, now: ports.now }

/** A batch of `run-alerts`: the ends of runs become incidents, and people are told of them. */
export const handler = middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }, context) => {
  const report = createAlertReporter(reporting, context.awsRequestId)
  const isTimeLeft = (): boolean => context.getRemainingTimeInMillis() > ALERT_RESERVE_MS
  const signal = ports.timeout(Math.max(0, Math.floor(context.getRemainingTimeInMillis() - 1_000)))
  const failed = await consumeSummaries(Records, { ...ports, report }, isTimeLeft, signal)
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) }
})
