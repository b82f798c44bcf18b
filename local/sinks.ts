import { needStack } from './need-stack.ts'
import { parseSinkFault } from './sinks/parse-sink-fault.ts'
import type { SinkFault } from './sinks/sink-fault.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run sinks -- slack|pagerduty|any STATUS|hang|break | heal

Makes what stands in for Slack and PagerDuty on the local cloud (npm start) fail, to see what alerting makes of it.

  npm run sinks -- slack 429 --retry-after 30   "too many", for the next request
  npm run sinks -- any hang --times 1000        no answer, to the next thousand
  npm run sinks -- pagerduty break              the connection breaks before the answer is whole
  npm run sinks -- slack 400 --body invalid_blocks
  npm run sinks -- heal                         all work again

  --times N            how many requests, 1 by default
  --retry-after TEXT   the header Retry-After, whatever it is
  --body TEXT          the body of the answer`

const OPTIONS = {
  times: { type: 'string', default: '1' },
  'retry-after': { type: 'string' },
  body: { type: 'string' },
} as const

interface FaultOptions {
  readonly times: string
  readonly 'retry-after'?: string | undefined
  readonly body?: string | undefined
}

const readFault = (on: string, kind: string, options: FaultOptions): SinkFault => {
  const { times, body, 'retry-after': retryAfter } = options
  const how = /^\d+$/.test(kind) ? { kind: 'status', status: Number(kind), body, retryAfter } : { kind }
  try {
    // What was not said is left out.
    return parseSinkFault(JSON.parse(JSON.stringify({ on, times: Number(times), ...how })))
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

await runCommand(HELP, OPTIONS, async ({ values, positionals: [on, kind, ...others] }) => {
  const isHeal = on === 'heal' && kind === undefined
  if (!isHeal && (on === undefined || kind === undefined || others.length > 0)) {
    throw new UsageError('name a sink and how it fails, or heal')
  }
  const fault = isHeal ? undefined : readFault(String(on), String(kind), values)
  const stack = needStack()
  const request = { method: isHeal ? 'DELETE' : 'POST', signal: AbortSignal.timeout(5_000) }
  const response = await fetch(`${stack.endpoints.sinks}/local/faults`, {
    ...request,
    ...(fault && { body: JSON.stringify(fault) }),
  })
  if (!response.ok) throw new Error(await response.text())
  say(fault ? `${on} fails with ${kind}, ${values.times} time${values.times === '1' ? '' : 's'}` : 'all work again')
  return 0
})
