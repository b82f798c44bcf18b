import middy from '@middy/core'
import policy from '../alerts.config.ts'
import { readTestRequest } from '../lib/alerts/read-test-request.ts'
import { sweep } from '../lib/alerts/sweep.ts'
import { type TestResult, tellTest } from '../lib/alerts/tell-test.ts'
import { createAwsAlertPorts } from '../lib/aws/alert-ports.ts'
import { parseAlertConfig } from '../lib/config/parse-alert-config.ts'
import { createAlertReporter } from '../lib/telemetry/alert-reporter.ts'

const config = parseAlertConfig(process.env)
const ports = createAwsAlertPorts(policy, config)
const reporting = { stage: config.STAGE, now: ports.now }

/** A schedule is answered nothing. */
type Answer = { readonly results: readonly TestResult[] } | undefined

/** Every minute: tells what is due by time. Asked to by an operator, `{"test": ["team"]}`: sends sinks a marked message. */
export const handler = middy<unknown, Answer>().handler(async (event, context) => {
  const remainingMs = Math.max(0, Math.floor(context.getRemainingTimeInMillis() - 1_000))
  const signal = ports.timeout(remainingMs)
  const test = readTestRequest(event)
  if (test !== null) return { results: await tellTest(test, ports, signal) }
  const report = createAlertReporter(reporting, context.awsRequestId)
  await sweep({ ...ports, report }, remainingMs, signal)
  return undefined
})
