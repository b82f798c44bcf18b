import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LOCAL_FOLDER } from './service/project-root.ts'
import type { ToldMessage } from './sinks/told-message.ts'
import { checkAlerts } from './soak/check-alerts.ts'
import { checkMemory } from './soak/check-memory.ts'
import { checkRuns } from './soak/check-runs.ts'
import { checkTold } from './soak/check-told.ts'
import { noteLine } from './soak/note-line.ts'
import { planSoak } from './soak/plan-soak.ts'
import { refusedRequests } from './soak/refused-requests.ts'
import { runSoak } from './soak/run-soak.ts'
import { showSoak } from './soak/show-soak.ts'
import { createSoakRecord } from './soak/soak-record.ts'
import type { StackOptions } from './stack.ts'
import { startBuiltStack } from './start-built-stack.ts'
import { colour } from './terminal/colour.ts'
import { duration } from './terminal/duration.ts'
import { createProgress } from './terminal/progress.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { shellWord } from './terminal/shell-word.ts'
import { stopSignal } from './terminal/stop-signal.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run soak [-- [--minutes N] [--seed TEXT]]

Runs the whole service on this machine under mixed traffic for a while: runs of many workflows, repeats, requests that must
be refused, storms of failures, sinks, queues and a Hatchet that fail, processes that are killed. Then all comes to rest,
and nothing may be lost, counted twice or left open, and no memory may have grown.

  --minutes N   how long there is traffic, 20 by default, at least 1; coming to rest takes a minute or two more
  --seed TEXT   the traffic of another soak once more, which has printed it

Exits with 0 only if everything held.`

const OPTIONS = { minutes: { type: 'string', default: '20' }, seed: { type: 'string' } } as const

/** The tenant of the recorded runs: others are refused. */
const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'

const readMinutes = (text: string): number => {
  const minutes = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || minutes < 1 || minutes > 1_440) {
    throw new UsageError(`--minutes must be a number from 1 to 1440, not ${text}`)
  }
  return minutes * 60_000
}

await runCommand(HELP, OPTIONS, async ({ values, positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run soak takes no ${positionals[0]}`)
  const durationMs = readMinutes(values.minutes)
  const seed = values.seed ?? randomBytes(4).toString('hex')
  const begun = performance.now()
  const stopping = new AbortController()
  const stopped = stopSignal()
  void stopped.then(() => stopping.abort())
  const command = `npm run soak -- --minutes ${values.minutes} --seed${seed.startsWith('-') ? '=' : ' '}${shellWord(seed)}`
  say(`Soaking a local cloud for ${duration(durationMs)}: ${command}`)

  const record = createSoakRecord()
  const told: ToldMessage[] = []
  const stackOptions: StackOptions = {
    folder: join(LOCAL_FOLDER, `soak-${process.pid}`),
    parameters: { tenants: TENANT },
    onTold: (message) => told.push(message),
    onLine: (line) => noteLine(line, record),
  }
  const stack = await startBuiltStack(stackOptions, stopped)
  if (stack === null) return 130
  const progress = createProgress(process.stderr)
  const refused = refusedRequests(readFileSync(new URL('../events/runs/ok.final.json', import.meta.url)))
  const plan = planSoak(seed, durationMs, refused.length)
  const options = { plan, durationMs, refused, record, told, signal: stopping.signal, show: progress.show }
  try {
    const soaked = await Promise.race([runSoak(stack, options), stopped])
    progress.clear()
    if (typeof soaked === 'number') return soaked
    const checks = [
      ...checkRuns(soaked),
      ...checkAlerts(soaked),
      ...checkTold(soaked),
      ...checkMemory(soaked, durationMs),
    ]
    const hold = checks.every(({ faults }) => faults.length === 0)
    const rest = duration(Math.round(soaked.drained.ms))
    const took = duration(Math.round(performance.now() - begun))
    say(...showSoak(soaked, checks), '', `It took ${took} in all, ${rest} of it to come to rest.`)
    if (!hold) say(colour('red')(`Not all held. The same traffic once more: ${command}`))
    return hold ? 0 : 1
  } finally {
    progress.clear()
    await stack.stop()
  }
})
