import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from '../http/listen-on-loopback.ts'
import { readBody } from '../http/read-body.ts'
import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'

/** The Lambda Runtime API of one process, which asks it for events and tells it results. */
export interface RuntimeApi extends LoopbackServer {
  /** Hands over an event as soon as the process asks for one. One at a time. */
  deliver(event: string): Promise<Invocation>
  /** Settles the event being handled, if there is one: its process will not. */
  settle(invocation: Invocation): void
}

/** @param onDead - called when the process can handle no more: its start failed, or an event took too long */
export const startRuntimeApi = async (definition: FunctionDefinition, onDead: () => void): Promise<RuntimeApi> => {
  let current: {
    readonly id: string
    readonly event: string
    readonly resolve: (invocation: Invocation) => void
  } | null = null
  let asking: ServerResponse | null = null
  let timer: NodeJS.Timeout | undefined

  const settle = (invocation: Invocation): void => {
    clearTimeout(timer)
    current?.resolve(invocation)
    current = null
  }

  const handOver = (): void => {
    if (current === null || asking === null) return
    const { id, event } = current
    timer = setTimeout(() => {
      settle({ ok: false, errorType: 'Sandbox.Timedout', errorMessage: timeoutMessage(id, definition.timeoutMs) })
      onDead()
    }, definition.timeoutMs)
    asking.writeHead(200, eventHeaders(definition, id)).end(event)
    asking = null
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.replace('/2018-06-01/runtime/', '')
    if (request.method === 'GET' && path === 'invocation/next') {
      asking = response
      return handOver()
    }
    const body = (await readBody(request)).toString()
    const isInit = path === 'init/error'
    const isResponse = current !== null && path === `invocation/${current.id}/response`
    const isKnown = isInit || isResponse || (current !== null && path === `invocation/${current.id}/error`)
    response.writeHead(isKnown ? 202 : 404, { 'content-type': 'application/json' }).end(isKnown ? ACCEPTED : UNKNOWN)
    if (isKnown) settle(isResponse ? { ok: true, payload: body } : { ok: false, ...JSON.parse(body) })
    if (isInit) onDead()
  }

  const server = await listenOnLoopback(handle)
  return {
    ...server,
    settle,
    deliver: (event) =>
      new Promise((resolve) => {
        current = { id: randomUUID(), event, resolve }
        handOver()
      }),
  }
}

const ACCEPTED = '{"status":"OK"}'
const UNKNOWN = '{"errorType":"UnknownPath","errorMessage":"not a path of the Runtime API, or of a past event"}'

const timeoutMessage = (id: string, timeoutMs: number): string =>
  `${id} Task timed out after ${(timeoutMs / 1_000).toFixed(2)} seconds`

/** Without the content type, the C++ part of Lambda's own client dies. */
const eventHeaders = ({ functionName, timeoutMs }: FunctionDefinition, id: string) => ({
  'content-type': 'application/json',
  'lambda-runtime-aws-request-id': id,
  'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
  'lambda-runtime-invoked-function-arn': `arn:aws:lambda:local:000000000000:function:${functionName}`,
})
