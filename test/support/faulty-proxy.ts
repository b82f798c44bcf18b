import { listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { readBody } from '../../local/http/read-body.ts'
import { passOn } from './pass-on.ts'

/** How a service fails: not at all; without ever answering; with an error; or after it did what it was asked to. */
type Fault = 'none' | 'hang' | 'error' | 'hang-after'

/** Stands before an emulated service and fails as it is told. */
export interface FaultyProxy {
  readonly url: string
  fault: Fault
  /** The only call that fails, by the end of its name (`PutItem`); every one where this is empty. */
  call: string
  /** Requests that have come so far. */
  readonly requests: number
  /** Requests that failed so far. */
  readonly faults: number
  stop(): Promise<void>
}

export const startFaultyProxy = async (target: string): Promise<FaultyProxy> => {
  const state = { fault: 'none' as Fault, call: '', requests: 0, faults: 0 }
  const server = await listenOnLoopback(async (request, response) => {
    state.requests += 1
    const body = await readBody(request)
    const fault = String(request.headers['x-amz-target'] ?? '').endsWith(state.call) ? state.fault : 'none'
    if (fault !== 'none' && fault !== 'hang-after') state.faults += 1
    if (fault === 'hang') return
    if (fault === 'error') {
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' }).end('{"__type":"InternalFailure"}')
      return
    }
    const answer = await passOn(target, request, body)
    if (fault === 'hang-after') {
      state.faults += 1
      return
    }
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
  })
  return Object.assign(state, { url: server.url, stop: server.stop })
}
