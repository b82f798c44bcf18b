import { randomUUID } from 'node:crypto'
import { pause } from './pause.ts'
import { describeProblems } from './send/describe-problems.ts'
import { findTarget } from './send/find-target.ts'
import { readPayloads } from './send/read-payloads.ts'
import { type Delivered, sendDelivery } from './send/send-delivery.ts'
import { colour } from './terminal/colour.ts'
import { createProgress } from './terminal/progress.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { stopSignal } from './terminal/stop-signal.ts'
import { table } from './terminal/table.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run send -- FILE… | FOLDER | -

Signs runs and posts them: files, every .json file of a folder, or standard input. Goes to the local cloud that is up
(npm start), or to a deployment. Tries again on 408, 429, 5xx and no answer, with a fresh signature under the same id.

  --url URL            where a deployment takes runs (its output WebhookUrl)
  --secret-file FILE   a file that holds its signing secret
  --attempts N         attempts per run at most, 5 by default

Exits with 0 if every run was taken (2xx), and with 1 if one was not.`

const OPTIONS = {
  url: { type: 'string' },
  'secret-file': { type: 'string' },
  attempts: { type: 'string', default: '5' },
} as const

const toRow = ({ title, status, body, attempts }: Delivered & { title: string }) => [
  title,
  { text: String(status ?? '–'), paint: colour(status !== null && status < 300 ? 'green' : 'red') },
  String(body['outcome'] ?? body['title'] ?? body['message'] ?? ''),
  String(body['runId'] ?? body['detail'] ?? ''),
  String(attempts),
]

await runCommand(HELP, OPTIONS, async ({ values, positionals }) => {
  if (positionals.length === 0) throw new UsageError('name a file, a folder, or - for standard input')
  const maxAttempts = Number(values.attempts)
  if (!/^[1-9]\d?$/.test(values.attempts)) throw new UsageError(`--attempts must be 1 to 99, not ${values.attempts}`)
  const payloads = readPayloads(positionals)
  const target = findTarget(values.url, values['secret-file'])

  const stopping = new AbortController()
  void stopSignal().then(() => stopping.abort())
  const { signal } = stopping
  const progress = createProgress(process.stderr)
  const results: (Delivered & { title: string })[] = []
  for (const { title, body } of payloads) {
    if (signal.aborted) break
    progress.show(`Sending ${results.length + 1} of ${payloads.length}: ${title}`)
    const options = { ...target, id: `msg_${randomUUID()}`, maxAttempts, now: Date.now, signal }
    results.push({ title, ...(await sendDelivery(body, { ...options, pause: (ms) => pause(ms, signal) })) })
  }
  progress.clear()

  const taken = results.filter(({ status }) => status !== null && status >= 200 && status < 300).length
  say(
    ...table(['sent', 'answer', 'outcome', 'run or reason', 'attempts'], results.map(toRow)),
    ...results.flatMap(describeProblems),
  )
  say('', `${taken} of ${payloads.length} taken by ${target.url}${signal.aborted ? ', interrupted' : ''}`)
  if (signal.aborted) return 130
  return taken === payloads.length ? 0 : 1
})
