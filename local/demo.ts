import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { RunSummary } from '../lib/run/run-summary-schema.ts'
import { buildHandlers } from '../scripts/build.ts'
import { type Answered, deliver } from './demo/deliver.ts'
import { recordedDeliveries, refusedDeliveries } from './demo/deliveries.ts'
import { findFaults } from './demo/find-faults.ts'
import { receiveSummaries } from './demo/receive-summaries.ts'
import { showAnswers } from './demo/show-answers.ts'
import { showMetrics } from './demo/show-metrics.ts'
import { readMetrics } from './emf/read-metrics.ts'
import { type Stack, startStack } from './stack.ts'
import { colour } from './terminal/colour.ts'

const HELP = `Usage: npm run demo

Runs the whole service on this machine, without an AWS account: sends every recorded run of events/runs/ and some
requests that must be refused, and shows the answers, the messages on the queue, and the metrics.
Exits with 0 only if everything came out as it must.`

const say = (...lines: readonly string[]): void => {
  process.stdout.write(`${lines.join('\n')}\n`)
}
const heading = (text: string): string => `\n${colour('bold')(text)}`

/** Whether a summary shows more than its workflow's name: the step of it that failed. */
const namesStep = ({ failedTasks, workflowName }: RunSummary): boolean =>
  failedTasks.some((task) => task !== workflowName)

/** Sends everything, and shows what came of it. */
const run = async (stack: Stack, logLines: readonly string[]): Promise<number> => {
  const answers: Answered[] = []
  for (const delivery of [...recordedDeliveries(), ...refusedDeliveries()]) {
    answers.push(await deliver(delivery, stack.apiUrl, stack.webhookSecret))
  }
  const summaries = await receiveSummaries(stack)
  const metrics = logLines.flatMap(readMetrics)
  say(heading(`Sent to POST ${stack.apiUrl}/webhooks/hatchet`), ...showAnswers(answers, summaries))
  say(heading(`Arrived on the queue run-summaries: ${summaries.length} messages. One of them:`))
  say(JSON.stringify(summaries.find(namesStep) ?? summaries[0], null, 2))
  say(heading('Metrics, in the namespace HatchetRunRelay'), ...showMetrics(metrics))

  const faults = findFaults(answers, summaries, metrics)
  if (faults.length === 0) {
    say('', colour('green')(`All ${answers.length} requests were answered, told and counted as they must be.`))
    return 0
  }
  say(heading('Not as it must be'), ...faults.map((fault) => colour('red')(`  ${fault}`)))
  return 1
}

/** @returns the exit code, or null to go on */
const readArguments = (): number | null => {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
    if (values.help) say(HELP)
    return values.help ? 0 : null
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}\n`)
    return 2
  }
}

const main = async (): Promise<number> => {
  const stopped = Promise.withResolvers<number>()
  process.once('SIGINT', () => stopped.resolve(130))
  process.once('SIGTERM', () => stopped.resolve(143))

  say('Building the functions and starting them beside emulated SQS and Secrets Manager …')
  await buildHandlers()
  const logLines: string[] = []
  const folder = join(fileURLToPath(new URL('..', import.meta.url)), '.local', `demo-${process.pid}`)
  const stack = await startStack({ folder, onLine: (line) => logLines.push(line) })
  try {
    return await Promise.race([run(stack, logLines), stopped.promise])
  } finally {
    await stack.stop()
  }
}

process.exitCode = readArguments() ?? (await main())
