import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createDynamoDbLedger } from '../lib/aws/dynamodb-ledger.ts'
import { isoTime } from '../lib/run/iso-time.ts'
import { parseTime } from '../lib/run/parse-time.ts'
import { readEndedRun } from './hatchet/read-ended-run.ts'
import { renameTold } from './hatchet/rename-told.ts'
import { needStack } from './need-stack.ts'
import { type Payload, readPayloads } from './send/read-payloads.ts'
import { localClientConfig } from './service/local-client-config.ts'
import type { StackDescription } from './stack-description.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { table } from './terminal/table.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run hatchet -- [--ended TIME] FILE… | FOLDER | -

Lets runs end in the local Hatchet (npm start) that nobody sends: what reconcile is there to find. FILE is an answer of
GET /api/v1/stable/workflow-runs/{id}, such as those in events/runs. Its times are moved so that the run ended just now;
then a minute passes in the local Hatchet. A run that was told before gets an id of its own, and is told as another one.

  npm run hatchet -- events/runs/cancel-running.final.json

The next 5-minute tick finds it, or a tick of your own:

  npm run invoke -- reconcile events/lambda/reconcile.5min.json

  --ended TIME   the runs ended then, 2026-11-20T09:30:00Z, and no time passes: what npm run backfill is there to tell`

/** How long a run has to have ended before it is told, and some more, seconds. */
const WAIT_SECONDS = 60

const TIMEOUT_MS = 5_000

const post = async (url: string, body?: string): Promise<Record<string, unknown>> => {
  const response = await fetch(url, { method: 'POST', ...(body && { body }), signal: AbortSignal.timeout(TIMEOUT_MS) })
  const answer = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new UsageError(String(answer['message']))
  return answer
}

/** Puts the runs that have ended into the local Hatchet. */
const putRuns = async (payloads: readonly Payload[], end: string, { endpoints, tables }: StackDescription) => {
  const client = new DynamoDBClient(localClientConfig(endpoints.dynamodb))
  const ledger = createDynamoDbLedger(client, tables['runs'] ?? '', Date.now, TIMEOUT_MS)
  const [rows, unused]: [string[][], string[]] = [[], []]
  for (const { title, body } of payloads) {
    const run = readEndedRun(body)
    if (typeof run === 'string') {
      unused.push(`${title} ${run}`)
      continue
    }
    const text = await renameTold(run, ledger, AbortSignal.timeout(TIMEOUT_MS))
    const url = `${endpoints.hatchet}/local/runs?end=${encodeURIComponent(end)}`
    const { id, status, workflow } = await post(url, text).catch((error) => {
      throw new UsageError(`${title}: ${error instanceof Error ? error.message : String(error)}`)
    })
    rows.push([title, String(workflow), String(status), String(id)])
  }
  client.destroy()
  return { rows, unused }
}

/** A run that ended at a time was created some time before it. */
const dayBefore = (time: string): string => isoTime((parseTime(time) ?? 0) - 86_400_000).slice(0, 10)

await runCommand(HELP, { ended: { type: 'string' } }, async ({ values: { ended }, positionals }) => {
  if (positionals.length === 0) throw new UsageError('name a file, a folder, or - for standard input')
  if (ended !== undefined && typeof parseTime(ended) !== 'number') {
    throw new UsageError(`--ended must be a time with its offset, like 2026-11-20T09:30:00Z, not ${ended}`)
  }
  const payloads = readPayloads(positionals)
  const stack = needStack()
  if (stack.ownHatchet !== undefined) {
    throw new UsageError('this local cloud polls a Hatchet of your own (--tenants): nothing here would find these runs')
  }
  const { rows, unused } = await putRuns(payloads, ended ?? 'now', stack)
  if (rows.length === 0) throw new UsageError(unused.join('\n'))
  if (ended === undefined) await post(`${stack.endpoints.hatchet}/local/clock?advance=${WAIT_SECONDS}`)
  say(...table(['in Hatchet now', 'workflow', 'status', 'run'], rows), '')
  if (unused.length > 0) say('Left out:', ...unused.map((words) => `  ${words}`), '')
  say(
    ended === undefined
      ? 'Let reconcile find them:  npm run invoke -- reconcile events/lambda/reconcile.5min.json'
      : `Let backfill tell them:   npm run backfill -- --since ${dayBefore(ended)}`,
  )
  return 0
})
