import { isoTime } from '../lib/run/iso-time.ts'
import { parseTime } from '../lib/run/parse-time.ts'
import { TERMINAL_STATUSES } from '../lib/run/run-status.ts'
import { readStack } from './read-stack.ts'
import { readPayloads } from './send/read-payloads.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { table } from './terminal/table.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run hatchet -- [--ended TIME] FILE… | FOLDER | -

Lets runs end in the local Hatchet (npm start) that nobody sends: what reconcile is there to find. FILE is an answer of
GET /api/v1/stable/workflow-runs/{id}, such as those in events/runs. Its times are moved so that the run ended just now;
then a minute passes in the local Hatchet.

  npm run hatchet -- events/runs/cancel-running.final.json

The next 5-minute tick finds it, or a tick of your own:

  npm run invoke -- reconcile events/lambda/reconcile.5min.json

  --ended TIME   the runs ended then, 2026-11-20T09:30:00Z, and no time passes: what npm run backfill is there to tell`

const ENDED: readonly string[] = TERMINAL_STATUSES

/** How long a run has to have ended before it is told, and some more, seconds. */
const WAIT_SECONDS = 60

const post = async (url: string, body?: Uint8Array): Promise<Record<string, unknown>> => {
  const response = await fetch(url, { method: 'POST', ...(body && { body }), signal: AbortSignal.timeout(5_000) })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new UsageError(String(answer['message']))
  return answer
}

/** A run that ended at a time was created some time before it. */
const dayBefore = (time: string): string => isoTime((parseTime(time) ?? 0) - 86_400_000).slice(0, 10)

await runCommand(HELP, { ended: { type: 'string' } }, async ({ values: { ended }, positionals }) => {
  if (positionals.length === 0) throw new UsageError('name a file, a folder, or - for standard input')
  if (ended !== undefined && typeof parseTime(ended) !== 'number') {
    throw new UsageError(`--ended must be a time with its offset, like 2026-11-20T09:30:00Z, not ${ended}`)
  }
  const payloads = readPayloads(positionals)
  const stack = readStack()
  if (stack === null) throw new UsageError('no local cloud is up: start one with npm start')
  if (stack.ownHatchet !== undefined) {
    throw new UsageError('this local cloud polls a Hatchet of your own (--tenants): nothing here would find these runs')
  }
  const { hatchet } = stack.endpoints
  const end = encodeURIComponent(ended ?? 'now')
  const rows: string[][] = []
  for (const { title, body } of payloads) {
    const { id, status, workflow } = await post(`${hatchet}/local/runs?end=${end}`, body).catch((error) => {
      throw new UsageError(`${title}: ${error instanceof Error ? error.message : String(error)}`)
    })
    if (!ENDED.includes(String(status))) {
      throw new UsageError(`${title} is ${status}: it is in Hatchet now, and reconcile tells only runs that have ended`)
    }
    rows.push([title, String(workflow), String(status), String(id)])
  }
  if (ended === undefined) await post(`${hatchet}/local/clock?advance=${WAIT_SECONDS}`)
  say(...table(['in Hatchet now', 'workflow', 'status', 'run'], rows), '')
  say(
    ended === undefined
      ? 'Let reconcile find them:  npm run invoke -- reconcile events/lambda/reconcile.5min.json'
      : `Let backfill tell them:   npm run backfill -- --since ${dayBefore(ended)}`,
  )
  return 0
})
