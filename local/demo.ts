import { join } from 'node:path'
import type { RunSummary } from '../lib/run/run-summary-schema.ts'
import { buildHandlers } from '../scripts/build-handlers.ts'
import { type Answered, deliver } from './demo/deliver.ts'
import { recordedDeliveries, refusedDeliveries } from './demo/deliveries.ts'
import { findFaults } from './demo/find-faults.ts'
import { pollAround } from './demo/poll.ts'
import { receiveSummaries } from './demo/receive-summaries.ts'
import { showAnswers } from './demo/show-answers.ts'
import { showFound } from './demo/show-found.ts'
import { showMetrics } from './demo/show-metrics.ts'
import { readMetrics } from './emf/read-metrics.ts'
import { LOCAL_FOLDER } from './service/project-root.ts'
import { type Stack, startStack } from './stack.ts'
import { colour } from './terminal/colour.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { stopSignal } from './terminal/stop-signal.ts'
import { unlessStopped } from './terminal/unless-stopped.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run demo

Runs the whole service on this machine, without an AWS account: sends the recorded runs of events/runs/ and some
requests that must be refused, polls a local Hatchet for the runs that nobody sent, and shows the answers, the messages on
the queue, and the metrics.
Exits with 0 only if everything came out as it must.`

const heading = (text: string): string => `\n${colour('bold')(text)}`

/** Whether a summary shows more than its workflow's name: the step of it that failed. */
const namesStep = ({ failedTasks, workflowName }: RunSummary): boolean =>
  failedTasks.some((task) => task !== workflowName)

/** Sends everything, and shows what came of it. */
const show = async (stack: Stack, logLines: readonly string[]): Promise<number> => {
  const { description } = stack
  const answers: Answered[] = []
  const polled = await pollAround(stack, async () => {
    for (const delivery of [...recordedDeliveries(), ...refusedDeliveries()]) {
      answers.push(await deliver(delivery, description.apiUrl, description.webhookSecret))
    }
  })
  const summaries = await receiveSummaries(description)
  // What the functions write has all been read once they have ended.
  await stack.stop()
  const metrics = logLines.flatMap(readMetrics)
  say(heading(`Sent to POST ${description.apiUrl}/webhooks/hatchet`), ...showAnswers(answers, summaries))
  say(heading('Found in Hatchet by reconcile, which nobody had sent; the other runs it was told of before'))
  say(...showFound(summaries))
  say(heading(`Arrived on the queue run-summaries: ${summaries.length} messages. One of them:`))
  say(JSON.stringify(summaries.find(namesStep) ?? summaries[0], null, 2))
  say(heading('Metrics, in the namespace HatchetRunRelay'), ...showMetrics(metrics))

  const faults = findFaults({ answers, polled, summaries, metrics })
  if (faults.length === 0) {
    const found = `${polled.unsent.length} unsent runs were found`
    say(
      '',
      colour('green')(`All ${answers.length} requests were answered, ${found}, and all were told once and counted.`),
    )
    return 0
  }
  say(heading('Not as it must be'), ...faults.map((fault) => colour('red')(`  ${fault}`)))
  return 1
}

await runCommand(HELP, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run demo takes no ${positionals[0]}`)
  const stopped = stopSignal()
  say('Building the functions and starting them beside emulated AWS services …')
  const logLines: string[] = []
  const folder = join(LOCAL_FOLDER, `demo-${process.pid}`)
  const starting = buildHandlers().then(() => startStack({ folder, onLine: (line) => logLines.push(line) }))
  const stack = await unlessStopped(starting, stopped)
  if (stack === null) return 130
  try {
    return await Promise.race([show(stack, logLines), stopped])
  } finally {
    await stack.stop()
  }
})
