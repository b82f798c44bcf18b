import { LEDGER_RETENTION_MS } from '../lib/limits.ts'
import { pause } from '../local/pause.ts'
import { createProgress } from '../local/terminal/progress.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { stopSignal } from '../local/terminal/stop-signal.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { type AskReconcile, createAskReconcile } from './backfill/ask-reconcile.ts'
import { daysBetween } from './backfill/days-between.ts'
import { readOptions } from './backfill/read-options.ts'
import { showWalked } from './backfill/show-walked.ts'
import { walk } from './backfill/walk.ts'
import type { Walked } from './backfill/walked.ts'
import { invokeFunction } from './lambda/invoke-function.ts'
import { findDeployment } from './operator/deployment.ts'
import { logOf } from './operator/log-of.ts'

const HELP = `Usage: npm run backfill -- --since TIME [--until TIME] [--tenant ID] [--stage NAME] [--dry-run]

Tells the queue run-summaries of runs that ended before the polls began, and alerts nobody. What was told before is not
told again: it can be stopped, repeated and gone on with at any time. The deployed function reconcile does the work: this
machine needs neither Hatchet nor its tokens, only the permission to call that function.

  --since TIME     runs created from then on: 2026-11-01 (UTC), or 2026-11-01T09:30:00+01:00
  --until TIME     and before then; now, if it is left out. What the polls still tell is left to them
  --tenant ID      runs of this tenant; of all that are configured, if it is left out
  --stage NAME     of the deployment; the local cloud that is up (npm start), if it is left out
  --region REGION  of the deployment; AWS_REGION or eu-central-1, if it is left out
  --dry-run        only counts: nothing is sent, and nothing recorded

Exits with 0 if all was told, with 1 if something could not be read or told, and with 130 after Ctrl-C.`

const OPTIONS = {
  since: { type: 'string' },
  until: { type: 'string' },
  tenant: { type: 'string' },
  stage: { type: 'string' },
  region: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const

const MEMORY_DAYS = LEDGER_RETENTION_MS / 86_400_000

/** @throws if nobody is configured, or can be asked; UsageError if the one that is asked for is not */
const findTenants = async (ask: AskReconcile, wanted: string | undefined, log: string): Promise<readonly string[]> => {
  const asked = await ask.tenants()
  const trouble = asked.ok ? asked.answer.stopped : asked
  if (trouble !== null) {
    throw new Error(`reconcile does not answer: ${trouble.reason}, ${trouble.detail}. See its log: ${log}`)
  }
  const tenants = asked.ok ? asked.answer.tenants : []
  if (tenants.length === 0)
    throw new Error('no tenant is configured: name one, and its token, in the secret of tenants')
  if (wanted === undefined) return tenants
  if (!tenants.includes(wanted)) {
    throw new UsageError(`--tenant must be one that is configured (${tenants.join(', ')}), not ${wanted}`)
  }
  return [wanted]
}

const hasFailed = ({ tenants }: Walked): boolean =>
  [...tenants.values()].some(({ givenUp, unread }) => givenUp !== null || unread.size > 0)

await runCommand(HELP, OPTIONS, async ({ values, positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run backfill takes no ${positionals[0]}`)
  const now = Date.now()
  const { since, until, tenantId, isDryRun } = readOptions(values, now)
  const reconcile = findDeployment(values).functionNamed('reconcile')
  const ask = createAskReconcile((event) => invokeFunction(reconcile, event))
  const stopping = new AbortController()
  const stopped = stopSignal().finally(() => stopping.abort())
  const tenants = await findTenants(ask, tenantId, logOf(reconcile))
  if (since < now - LEDGER_RETENTION_MS) {
    say(
      `What was told more than ${MEMORY_DAYS} days ago is told again, under the same id: the ledger has forgotten it.`,
      '',
    )
  }
  const { signal } = stopping
  const progress = createProgress(process.stderr)
  const walked = await walk(tenants, daysBetween(since, until), isDryRun, {
    ask,
    pause: (ms) => pause(ms, signal),
    isStopping: () => signal.aborted,
    show: progress.show,
  })
  progress.clear()
  say(...showWalked(walked, values))
  if (walked.stoppedAt !== null) return stopped
  return hasFailed(walked) ? 1 : 0
})
