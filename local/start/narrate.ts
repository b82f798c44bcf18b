import * as v from 'valibot'
import { parseJson } from '../../lib/run/parse-json.ts'
import { RunSummarySchema } from '../../lib/run/run-summary-schema.ts'
import { readMetrics } from '../emf/read-metrics.ts'
import type { SentMessage } from '../emulators/sqs-emulator.ts'
import type { ServedRequest } from '../http/http-front.ts'
import { colour } from '../terminal/colour.ts'
import { duration } from '../terminal/duration.ts'
import { errorWords } from '../terminal/error-words.ts'
import { STATUS_COLOURS } from '../terminal/status-colours.ts'

const MAX_ERROR_CHARS = 60
const dim = colour('dim')

/** What happens on the local cloud, each in a line that a person can read. */
export const narrate = {
  request: ({ method, url, status, ms }: ServedRequest): string =>
    `request  ${method} ${url}  ${colour(status < 300 ? 'green' : 'yellow')(String(status))} in ${duration(ms)}`,

  message: ({ queue, body }: SentMessage): string => {
    const name = queue.replace(/^.*?-local-/, '')
    const parsed = v.safeParse(RunSummarySchema, parseJson(body))
    if (!parsed.success) return `message  ${name}  ${dim(`${Buffer.byteLength(body)} bytes`)}`
    const { status, workflowName, durationMs, error, failedTasks, runId } = parsed.output
    const words = [
      STATUS_COLOURS[status](status),
      workflowName,
      duration(durationMs),
      ...(failedTasks.length > 0 ? [`failed: ${failedTasks.join(', ')}`] : []),
      ...(error === null ? [] : [`"${errorWords(error, MAX_ERROR_CHARS)}"`]),
    ]
    return `message  ${name}  ${words.join('  ')}  ${dim(runId)}`
  },

  /** A line of a function's log: its metrics, and what it says of a request that it refused. */
  line: (line: string): string => {
    const values = readMetrics(line)
    const members = Object(parseJson(line))
    const { level, reason, detail, paths, errorType, errorMessage, function: name, service, message } = members
    if (errorType !== undefined) return `${colour('red')('error')}    ${name}  ${errorType}: ${errorMessage}`
    const why = level === 'INFO' ? [] : [reason, detail, paths].filter((word) => word !== undefined)
    const because = why.length > 0 ? `  ${dim(why.join(': '))}` : ''
    if (values.length === 0) return `log      ${service === undefined ? line : message + because}`
    const words = values.map(({ name, unit, value, dimensions: { service, stage, ...own } }) =>
      [name, ...Object.values(own), unit === 'Milliseconds' ? duration(value) : value].join(' '),
    )
    return `metrics  ${words.join(', ')}${because}`
  },
}
