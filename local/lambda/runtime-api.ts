import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from '../http/listen-on-loopback.ts'
import { readBody } from '../http/read-body.ts'
import type { FunctionDefinition } from './function-definition.ts'
import type { Invocation } from './invocation.ts'

/** The Lambda Runtime API of one process, which asks it for events and tells it results. */
export interface RuntimeApi extends LoopbackServer {
  /** Whether the process has asked for an event: its start has not failed then. */
  hasAsked(): boolean
  /** Hands over an event as soon as the process asks for one. One at a time. */
  deliver(event: string): Promise<Invocation>
  /** Settles the event being handled, if there is one: its process will not. */
  settle(invocation: Invocation): void
}

interface State {
  readonly definition: FunctionDefinition
  readonly onDead: () => void
  /** The event that is being handled, or waits to be. */
  current: { readonly id: string; readonly event: string; readonly resolve: (invocation: Invocation) => void } | null
  /** The process's open question for its next event. */
  asking: ServerResponse | null
  hasAsked: boolean
  timer: NodeJS.Timeout | undefined
}

/** @param onDead - called when the process can handle no more: its start failed, or an event took too long */
export const startRuntimeApi = async (definition: FunctionDefinition, onDead: () => void): Promise<RuntimeApi> => {
  const state: State = { definition, onDead, current: null, asking: null, hasAsked: false, timer: undefined }
  const server = await listenOnLoopback((request, response) => handle(state, request, response))
  return {
    ...server,
    hasAsked: () => state.hasAsked,
    settle: (invocation) => settle(state, invocation),
    deliver: (event) =>
      new Promise((resolve) => {
        state.current = { id: randomUUID(), event, resolve }
        handOver(state)
      }),
  }
}

const handle = async (state: State, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = request.url?.replace('/2018-06-01/runtime/', '')
  if (request.method === 'GET' && path === 'invocation/next') {
    state.asking = response
    state.hasAsked = true
    return handOver(state)
  }
  const body = (await readBody(request)).toString()
  const isInit = path === 'init/error'
  const isResponse = state.current !== null && path === `invocation/${state.current.id}/response`
  const isError = isInit || (state.current !== null && path === `invocation/${state.current.id}/error`)
  response
    .writeHead(isResponse || isError ? 202 : 404, { 'content-type': 'application/json' })
    .end(isResponse || isError ? ACCEPTED : UNKNOWN)
  if (isResponse) settle(state, { ok: true, payload: body })
  if (isError) settle(state, { ok: false, ...JSON.parse(body) })
  if (isInit) state.onDead()
}

const ACCEPTED = '{"status":"OK"}'
const UNKNOWN = '{"errorType":"UnknownPath","errorMessage":"not a path of the Runtime API, or of a past event"}'

const handOver = (state: State): void => {
  const { current, asking, definition } = state
  if (current === null || asking === null) return
  state.asking = null
  asking.writeHead(200, eventHeaders(definition, current.id)).end(current.event)
  state.timer = setTimeout(() => {
    const errorMessage = `${current.id} Task timed out after ${(definition.timeoutMs / 1_000).toFixed(2)} seconds`
    settle(state, { ok: false, errorType: 'Sandbox.Timedout', errorMessage })
    state.onDead()
  }, definition.timeoutMs)
}

const settle = (state: State, invocation: Invocation): void => {
  clearTimeout(state.timer)
  state.current?.resolve(invocation)
  state.current = null
}

/** Without the content type, the C++ part of Lambda's own client dies. */
const eventHeaders = ({ functionName, timeoutMs }: FunctionDefinition, id: string) => ({
  'content-type': 'application/json',
  'lambda-runtime-aws-request-id': id,
  'lambda-runtime-deadline-ms': String(Date.now() + timeoutMs),
  'lambda-runtime-invoked-function-arn': `arn:aws:lambda:local:000000000000:function:${functionName}`,
})
