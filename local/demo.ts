import { join } from 'node:path'
import type { RunSummary } from '../lib/run/run-summary-schema.ts'
import { findAlertFaults } from './demo/find-alert-faults.ts'
import { findFaults } from './demo/find-faults.ts'
import { type Played, play } from './demo/play.ts'
import { showAlerts } from './demo/show-alerts.ts'
import { showAnswers } from './demo/show-answers.ts'
import { showFound } from './demo/show-found.ts'
import { showMetrics } from './demo/show-metrics.ts'
import { LOCAL_FOLDER } from './service/project-root.ts'
import type { ToldMessage } from './sinks/told-message.ts'
import type { StackOptions } from './stack.ts'
import { startBuiltStack } from './start-built-stack.ts'
import { colour } from './terminal/colour.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { stopSignal } from './terminal/stop-signal.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run demo

Runs the whole service on this machine, without an AWS account: sends the recorded runs of events/runs/ and some
requests that must be refused, polls a local Hatchet for the runs that nobody sent, lets a workflow fail and recover, and
shows the answers, the messages on the queue, the metrics, and what a person would be told. Takes about 20 seconds.
Exits with 0 only if everything came out as it must.`

const heading = (text: string): string => `\n${colour('bold')(text)}`

/** Whether a summary shows more than its workflow's name: the step of it that failed. */
const namesStep = ({ failedTasks, workflowName }: RunSummary): boolean =>
  failedTasks.some((task) => task !== workflowName)

/** Prints what was played, and whether all came out as it must. */
const show = ({ acts, ...shown }: Played, apiUrl: string): number => {
  const { answers, summaries, metrics, polled } = shown
  say(heading(`Sent to POST ${apiUrl}/webhooks/hatchet`), ...showAnswers(answers, summaries))
  say(heading('Found in Hatchet by reconcile, which nobody had sent; the other runs it was told of before'))
  say(...showFound(summaries))
  say(heading(`Arrived on the queue run-summaries: ${summaries.length} messages. One of them:`))
  say(JSON.stringify(summaries.find(namesStep) ?? summaries[0], null, 2))
  say(heading('Metrics, in the namespace HatchetRunRelay'), ...showMetrics(metrics))
  say(heading('What the people of the alerts topic were told'), ...showAlerts(acts))

  const faults = [...findFaults(shown), ...findAlertFaults(acts)]
  if (faults.length > 0) {
    say(heading('Not as it must be'), ...faults.map((fault) => colour('red')(`  ${fault}`)))
    return 1
  }
  const found = `${polled.unsent.length} unsent runs were found`
  say('', colour('green')(`All ${answers.length} requests were answered, ${found}, all were told once and counted,`))
  say(
    colour('green')(
      `and ${acts.flatMap(({ told }) => told).length} messages told what failed, how often, and when it was over.`,
    ),
  )
  return 0
}

await runCommand(HELP, {}, async ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run demo takes no ${positionals[0]}`)
  const stopped = stopSignal()
  say('Building the functions and starting them beside emulated AWS services …')
  const logLines: string[] = []
  const published: ToldMessage[] = []
  const folder = join(LOCAL_FOLDER, `demo-${process.pid}`)
  const options: StackOptions = {
    folder,
    onLine: (line) => logLines.push(line),
    onTold: (message) => published.push(message),
  }
  const stack = await startBuiltStack(options, stopped)
  if (stack === null) return 130
  try {
    const played = await Promise.race([play(stack, logLines, published, say), stopped])
    return typeof played === 'number' ? played : show(played, stack.description.apiUrl)
  } finally {
    await stack.stop()
  }
})
