import { listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { readBody } from '../../local/http/read-body.ts'

/** How a service fails: not at all; without ever answering; with an error; or after it did what it was asked to. */
type Fault = 'none' | 'hang' | 'error' | 'hang-after'

/** Stands before an emulated service and fails as it is told. */
export interface FaultyProxy {
  readonly url: string
  fault: Fault
  /** Requests that have come so far. */
  readonly requests: number
  stop(): Promise<void>
}

export const startFaultyProxy = async (target: string): Promise<FaultyProxy> => {
  const state = { fault: 'none' as Fault, requests: 0 }
  const server = await listenOnLoopback(async (request, response) => {
    state.requests += 1
    const body = await readBody(request)
    if (state.fault === 'hang') return
    if (state.fault === 'error') {
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' }).end('{"__type":"InternalFailure"}')
      return
    }
    const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      name === 'host' || name === 'content-length' || name === 'connection' ? [] : [[name, String(value)]],
    )
    const answer = await fetch(target + request.url, { method: request.method ?? 'POST', headers, body })
    if (state.fault === 'hang-after') return
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      .end(Buffer.from(await answer.arrayBuffer()))
  })
  return Object.assign(state, { url: server.url, stop: server.stop })
}
