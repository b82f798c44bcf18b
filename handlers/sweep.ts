import middy from '@middy/core'
import policy from '../alerts.config.ts'
import { sweep } from '../lib/alerts/sweep.ts'
import { createAwsAlertPorts } from '../lib/aws/alert-ports.ts'
import { parseAlertConfig } from '../lib/config/parse-alert-config.ts'
import { createAlertReporter } from '../lib/telemetry/alert-reporter.ts'

const config = parseAlertConfig(process.env)
const ports = createAwsAlertPorts(policy, config)
const reporting = { stage: config.STAGE, now: ports.now }

/** Every minute: tells what is due by time. */
export const handler = middy<unknown, void>().handler((_event, context) => {
  const report = createAlertReporter(reporting, context.awsRequestId)
  const remainingMs = Math.max(0, Math.floor(context.getRemainingTimeInMillis() - 1_000))
  return sweep({ ...ports, report }, remainingMs, ports.timeout(remainingMs))
})
