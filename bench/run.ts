import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProgress } from '../local/terminal/progress.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { stopSignal } from '../local/terminal/stop-signal.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { buildHandlers } from '../scripts/build-handlers.ts'
import { buildBundles } from './build-bundles.ts'
import type { CallRow } from './calls/call-row.ts'
import { measureCalls } from './calls/measure-calls.ts'
import type { Poll } from './calls/measure-poll.ts'
import { measureCold } from './cold/measure-cold.ts'
import { type Effort, FULL, QUICK } from './effort.ts'
import { callFigures } from './report/call-figures.ts'
import { callTable } from './report/call-table.ts'
import { coldFigures, sizeFigures } from './report/cold-figures.ts'
import type { Figure } from './report/figure.ts'
import { isMissed } from './report/is-missed.ts'
import { pollFigures } from './report/poll-figures.ts'
import { reportTable } from './report/report-table.ts'
import { warmFigures } from './report/warm-figures.ts'
import { measureWarm } from './warm/measure-warm.ts'

const HELP = `Usage: npm run bench [-- [--quick] [--strict]]

Measures receive against its floor, counts calls, and compares with the targets of docs/performance.md:
  warm   HMAC, JSON.parse and JSON.stringify alone (the floor), our own time (a queue and a ledger that answer at once),
         and the whole with the AWS SDK, whose HTTP requests a request handler answers in process: first its send alone,
         then the ledger's read and write too
  cold   load and first call in fresh processes: the deployed bundle, the same code as a plain ES module, and an empty
         handler; a socket in process answers the HTTP requests
  size   bytes of the bundles, and the most memory of a cold start
  calls  HTTP requests of the deployed bundles to AWS and Hatchet, both on loopback: for webhooks, and for ticks of
         reconcile over 10,000 runs; time and memory of ticks over 10,000 and 50,000

  --quick   a minute instead of three: enough to see a large change, not to judge by
  --strict  exit with 1 if a target is missed
  --help    this text

Times are medians. Only ratios within one run can be compared: close what else works on this machine.`

const OPTIONS = { quick: { type: 'boolean' }, strict: { type: 'boolean' } } as const

interface Measured {
  readonly figures: readonly Figure[]
  readonly calls: readonly CallRow[]
}

const measure = async (effort: Effort, signal: AbortSignal): Promise<Measured> => {
  const progress = createProgress(process.stderr)
  const folder = mkdtempSync(join(tmpdir(), 'relay-bench-'))
  try {
    progress.show('building')
    await buildHandlers()
    const bundles = await buildBundles(folder)
    const cells = await measureWarm(bundles.subjectProcess, effort, progress.show, signal)
    const starts = await measureCold(bundles, effort.coldRounds, progress.show, signal)
    const { webhooks, polls } = await measureCalls(bundles, progress.show, signal)
    return {
      figures: [
        ...warmFigures(cells),
        ...coldFigures(starts),
        ...sizeFigures(bundles),
        ...callFigures(webhooks),
        ...pollFigures(polls),
      ],
      calls: [...webhooks, ...polls.filter(({ untold }) => untold > 0).flatMap(ticksOf)],
    }
  } finally {
    progress.clear()
    rmSync(folder, { recursive: true, force: true })
  }
}

const ticksOf = ({ cold, warm, quiet }: Poll): CallRow[] => [cold, warm, quiet]

const report = ({ figures, calls }: Measured, { warmRounds, coldRounds }: Effort): void => {
  const missed = figures.filter(isMissed)
  const judged = figures.filter(({ target }) => target !== null)
  say(
    `Node ${process.version}, ${availableParallelism()} cores, ${process.platform} ${process.arch}. ` +
      `Medians of ${warmRounds} warm rounds and ${coldRounds} cold starts of each.`,
    '',
    ...reportTable(figures),
    '',
    ...callTable(calls),
    '',
    missed.length === 0
      ? `All ${judged.length} targets are met.`
      : `${missed.length} of ${judged.length} targets are missed.`,
  )
}

await runCommand(HELP, OPTIONS, async ({ values, positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run bench takes no ${positionals[0]}`)
  const effort = values.quick ? QUICK : FULL
  const stop = new AbortController()
  const stopped = stopSignal().then((exitCode) => {
    stop.abort()
    return exitCode
  })
  const measured = measure(effort, stop.signal).then((all) => {
    report(all, effort)
    return values.strict && all.figures.some(isMissed) ? 1 : 0
  })
  return Promise.race([stopped, measured])
})
