// What runs a function in a process of its own: the client of the Lambda Runtime API, as small as it can be.
// Like Lambda's own with the JSON log format, it wraps what the function prints through the console.
import { type IncomingHttpHeaders, request } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { format } from 'node:util'

const { AWS_LAMBDA_RUNTIME_API: api, LAMBDA_TASK_ROOT: root = '', _HANDLER: handlerName = '' } = process.env
const base = `http://${api}/2018-06-01/runtime`
let requestId: string | undefined

for (const level of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const) {
  globalThis.console[level] = (...args: unknown[]): void => {
    const line = {
      timestamp: new Date().toISOString(),
      level: level === 'log' ? 'INFO' : level.toUpperCase(),
      requestId,
      message: format(...args),
    }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
}

// Ctrl-C reaches the whole group of processes: the local cloud decides when its functions end.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => process.exit(0))
// If the local cloud dies without a word, so does this.
process.stdin.on('end', () => process.exit(1)).resume()

interface Answer {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Calls the Runtime API. `fetch` would give up on an event that takes five minutes to come. */
const call = (method: 'GET' | 'POST', path: string, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method }, async (response) => {
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) text += chunk
      resolve({ headers: response.headers, body: text })
    })
    sent.on('error', reject).end(body)
  })

const describeError = (error: unknown): string =>
  JSON.stringify(
    error instanceof Error
      ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') }
      : { errorType: typeof error, errorMessage: format(error) },
  )

type Handler = (event: unknown, context: object) => Promise<unknown>

const loadHandler = async (): Promise<Handler> => {
  const dot = handlerName.lastIndexOf('.')
  try {
    const loaded = createRequire(import.meta.url)(join(root, `${handlerName.slice(0, dot)}.cjs`))
    const handler = loaded[handlerName.slice(dot + 1)]
    if (typeof handler !== 'function') throw new Error(`${handlerName} is no function`)
    return handler
  } catch (error) {
    await call('POST', '/init/error', describeError(error))
    process.exit(1)
  }
}

const handler = await loadHandler()
for (;;) {
  const next = await call('GET', '/invocation/next').catch(() => process.exit(0))
  requestId = String(next.headers['lambda-runtime-aws-request-id'])
  const deadlineMs = Number(next.headers['lambda-runtime-deadline-ms'])
  const context = {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: process.env['AWS_LAMBDA_FUNCTION_VERSION'],
    invokedFunctionArn: next.headers['lambda-runtime-invoked-function-arn'],
    logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
    memoryLimitInMB: process.env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  }
  const [path, body] = await handler(JSON.parse(next.body), context).then(
    (result) => ['response', JSON.stringify(result ?? null)],
    (error) => ['error', describeError(error)],
  )
  await call('POST', `/invocation/${requestId}/${path}`, body).catch(() => process.exit(0))
}
