import { Command, InvalidArgumentError } from 'commander'
import { colour } from '../../local/terminal/colour.ts'
import { createProgress } from '../../local/terminal/progress.ts'
import { say } from '../../local/terminal/say.ts'
import { stopSignal } from '../../local/terminal/stop-signal.ts'
import { findDeployment } from '../operator/deployment.ts'
import { runAndSay } from '../operator/run-and-say.ts'
import { withCommonOptions } from '../operator/with-common-options.ts'
import { confirm } from './confirm.ts'
import { type RedriveOptions, redrive } from './redrive.ts'

const EXAMPLES = `
Examples:
  npm run redrive -- --queue run-alerts --dry-run
  npm run redrive -- --queue run-alerts --stage prod
  npm run redrive -- --queue run-summaries --stage prod --max 10 --yes

Ctrl-C stops it cleanly, and running it again goes on: nothing is lost. What is moved twice has the same id.
Exit codes: 0 all that should go back did (without --all, what is no RunSummary should not), or as many as --max says,
or there was nothing to do; 1 not all, or you said no; 2 called wrongly; 130 stopped.`

/** The command `npm run redrive`. */
export const createRedriveProgram = (): Command =>
  withCommonOptions(
    new Command('npm run redrive --')
      .description('Shows what is on the dead-letter queue of a queue, and moves it back once you say so.')
      .requiredOption('--queue <name>', 'the queue that they go back to: run-alerts, run-summaries')
      .option('--dry-run', 'only show what is there')
      .option('--yes', 'move without being asked')
      .option('--max <count>', 'move so many messages at most', readCount)
      .option('--all', 'move what is no RunSummary, too'),
  )
    .showHelpAfterError('(--help shows how it is called)')
    .exitOverride()
    .addHelpText('after', EXAMPLES)
    .action(run)

const readCount = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1 on.')
  return Number(text)
}

const run = async (options: RedriveOptions, command: Command): Promise<void> => {
  const isTold = options.yes === true || options.dryRun === true
  if (!isTold && (options.json === true || !process.stdin.isTTY)) {
    command.error('error: nobody can be asked here: add --yes to move, or --dry-run to only look')
  }
  const stopping = new AbortController()
  void stopSignal().then(() => stopping.abort())
  const progress = createProgress(process.stderr)
  await runAndSay(options, async () => {
    const operator = {
      signal: stopping.signal,
      progress: progress.show,
      show: ([where = '', ...lines]: readonly string[]) => {
        progress.clear()
        if (options.json !== true) say(colour('dim')(where), ...lines, '')
      },
      confirm: (question: string) => confirm(question, stopping.signal),
    }
    try {
      return await redrive(findDeployment(options), options, operator, Date.now)
    } finally {
      progress.clear()
    }
  })
}
