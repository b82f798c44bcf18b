import type { IncomingMessage, ServerResponse } from 'node:http'
import { type LoopbackServer, listenOnLoopback } from '../http/listen-on-loopback.ts'
import { readBody } from '../http/read-body.ts'
import { splitUrl } from '../http/split-url.ts'
import { answerCall } from './answer-call.ts'
import { answerControl } from './answer-control.ts'
import { answerWithFault } from './answer-with-fault.ts'
import type { ApiAnswer } from './api-answer.ts'
import { createFaultQueue, type FaultQueue } from './fault-queue.ts'
import { findCall } from './find-call.ts'
import type { Hatchet, HatchetRequest } from './hatchet.ts'
import { createHatchetModel } from './hatchet-model.ts'

interface HatchetOptions {
  /** Tenants by token. If absent, `local-token` is of the tenant of the recorded runs. */
  readonly tokens?: ReadonlyMap<string, string>
  /** The clock that the local Hatchet's starts from, ms since 1970. */
  readonly now?: () => number
  /** 0, and none, for any that is free. */
  readonly port?: number
}

interface State {
  readonly tokens: Map<string, string>
  readonly faults: FaultQueue
  readonly requests: HatchetRequest[]
}

const RECORDED_TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'

/**
 * Starts a Hatchet on loopback that knows no runs yet, and answers as a live engine did (v0.104.7).
 *
 * @throws if the port is taken
 */
export const startHatchet = async ({ now = Date.now, port = 0, tokens }: HatchetOptions = {}): Promise<Hatchet> => {
  let advancedMs = 0
  const state: State = {
    tokens: new Map(tokens ?? [['local-token', RECORDED_TENANT]]),
    faults: createFaultQueue(),
    requests: [],
  }
  const hatchetNow = () => now() + advancedMs
  const hatchet = {
    model: createHatchetModel({ now: hatchetNow }),
    requests: state.requests,
    fail: state.faults.add,
    revoke: (token: string) => {
      state.tokens.delete(token)
    },
    now: hatchetNow,
    advance: (ms: number) => {
      advancedMs += ms
    },
  }
  const server = await listenOnLoopback((request, response) => serve(hatchet, state, request, response), port)
  return { ...hatchet, ...server }
}

const serve = async (
  hatchet: Omit<Hatchet, keyof LoopbackServer>,
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  response.setHeader('date', new Date(hatchet.now()).toUTCString())
  const { method = '', headers } = request
  const [path, queryText] = splitUrl(request.url)
  const query = new URLSearchParams(queryText)
  if (path.startsWith('/local/')) {
    send(response, answerControl(hatchet, `${method} ${path}`, query, (await readBody(request)).toString()))
    return
  }
  state.requests.push(openRequest({ method, path, query }, response))
  const call = findCall(method, path)
  if (call === undefined) {
    send(response, { status: 403, body: null })
    return
  }
  const tenantId = state.tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
  const answer = answerCall(hatchet.model, call, query, tenantId)
  const fault = tenantId === undefined ? undefined : state.faults.take(call, tenantId)
  if (fault === undefined) send(response, answer)
  else await answerWithFault(fault, JSON.stringify(answer.body), response)
}

const openRequest = (request: Omit<HatchetRequest, 'status'>, response: ServerResponse): HatchetRequest => {
  // What is kept of a request that is over is its status: not the response, with all that hangs on it.
  let kept: Pick<ServerResponse, 'headersSent' | 'statusCode'> = response
  response.once('close', () => {
    kept = { headersSent: kept.headersSent, statusCode: kept.statusCode }
  })
  return {
    ...request,
    get status() {
      return kept.headersSent ? kept.statusCode : null
    },
  }
}

const send = (response: ServerResponse, { status, body }: ApiAnswer): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
