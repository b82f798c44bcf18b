// An instance of a function: loads its bundle, and handles an event for each message, as Lambda would. Its standard output
// takes the log lines.
import { createRequire } from 'node:module'

/** What an event took. */
export interface Invocation {
  /** Null where the function answers nothing. */
  readonly statusCode: number | null
  /** Messages of its queue that it gave back. */
  readonly givenBack: number
  readonly takenMs: number
  /** The memory of the process before it, bytes. */
  readonly rssBytes: number
  /** The most memory of the process so far, bytes. */
  readonly peakRssBytes: number
  /** What it wrote to its log, without the ends of lines. */
  readonly logLines: number
  readonly logBytes: number
}

interface Answer {
  readonly statusCode?: number
  readonly batchItemFailures?: readonly object[]
}

type Handler = (event: unknown, context: object) => Promise<Answer | undefined>

const [, , bundle = ''] = process.argv
const { handler }: { handler: Handler } = createRequire(import.meta.url)(bundle)
const context = { awsRequestId: '0b1f3c1e-7f0a-4a51-9f0e-5a2f1d3c4b5a', getRemainingTimeInMillis: () => 240_000 }

const log = { logLines: 0, logBytes: 0 }
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (line: string | Uint8Array) => {
  log.logLines += 1
  log.logBytes += Buffer.byteLength(line) - 1
  return write(line)
}

process.on('message', async (event) => {
  Object.assign(log, { logLines: 0, logBytes: 0 })
  const rssBytes = process.memoryUsage.rss()
  const start = process.hrtime.bigint()
  const answer = await handler(event, context)
  const invocation: Invocation = {
    statusCode: answer?.statusCode ?? null,
    givenBack: answer?.batchItemFailures?.length ?? 0,
    takenMs: Number(process.hrtime.bigint() - start) / 1e6,
    rssBytes,
    peakRssBytes: process.resourceUsage().maxRSS * 1_024,
    ...log,
  }
  process.send?.(invocation)
})
process.send?.('loaded')
