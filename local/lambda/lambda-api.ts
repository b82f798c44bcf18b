import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { parseJson } from '../../lib/run/parse-json.ts'
import { type LoopbackServer, listenOnLoopback } from '../http/listen-on-loopback.ts'
import { readBody } from '../http/read-body.ts'
import { splitUrl } from '../http/split-url.ts'
import { LOCAL_REGION } from '../service/local-client-config.ts'
import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'
import type { LocalFunction } from './local-function.ts'

/** Largest event of a synchronous call, and largest answer, bytes (Lambda quotas, "Invocation payload"). */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024

/** A function that can be called by the name it is deployed with. */
interface CallableFunction {
  readonly definition: Pick<FunctionDefinition, 'functionName'>
  readonly target: Pick<LocalFunction, 'invoke'>
}

/**
 * Starts the one call of Lambda's API that is used here, Invoke, on loopback: it waits for the function, and answers as
 * Lambda does.
 */
export const startLambdaApi = (functions: readonly CallableFunction[]): Promise<LoopbackServer> =>
  listenOnLoopback(async (request, response) => {
    const { status, headers, body } = await answer(functions, request)
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), ...headers })
      .end(body)
  })

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const answer = async (functions: readonly CallableFunction[], request: IncomingMessage): Promise<Answer> => {
  const [path] = splitUrl(request.url)
  const [, encoded] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? []
  if (request.method !== 'POST' || encoded === undefined) {
    return refuse(404, 'UnknownOperationException', `${request.method} ${path} is not emulated`)
  }
  const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse'
  if (type !== 'RequestResponse') {
    return refuse(400, 'InvalidParameterValueException', `the invocation type ${type} is not emulated`)
  }
  const name = decodeURIComponent(encoded)
  const called = functions.find(({ definition }) => definition.functionName === name)
  if (called === undefined) {
    const arn = `arn:aws:lambda:${LOCAL_REGION}:000000000000:function:${name}`
    return refuse(404, 'ResourceNotFoundException', `Function not found: ${arn}`)
  }
  const event = await readBody(request, MAX_PAYLOAD_BYTES).catch(() => null)
  if (event === null) {
    return refuse(413, 'RequestTooLargeException', `the event is longer than ${MAX_PAYLOAD_BYTES} bytes`)
  }
  const text = event.length === 0 ? '{}' : event.toString()
  if (parseJson(text) === undefined) {
    return refuse(400, 'InvalidRequestContentException', 'Could not parse request body into json')
  }
  return toAnswer(await called.target.invoke(text))
}

const toAnswer = (invocation: Invocation): Answer => {
  const headers = { 'x-amz-executed-version': '$LATEST' }
  if (invocation.ok && Buffer.byteLength(invocation.payload) <= MAX_PAYLOAD_BYTES) {
    return { status: 200, headers, body: invocation.payload }
  }
  const fault = invocation.ok
    ? {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `the answer is longer than ${MAX_PAYLOAD_BYTES} bytes`,
      }
    : { errorType: invocation.errorType, errorMessage: invocation.errorMessage }
  return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(fault) }
}

const refuse = (status: number, type: string, Message: string): Answer => ({
  status,
  headers: { 'x-amzn-errortype': type },
  body: JSON.stringify({ Type: 'User', Message, message: Message }),
})
