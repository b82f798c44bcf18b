import { listenOnLoopback } from '../../../local/http/listen-on-loopback.ts'
import { readBody } from '../../../local/http/read-body.ts'
import { passOn } from '../pass-on.ts'

/** An answer in place of the relay's own; null closes the connection without one. */
type OtherAnswer = { readonly status: number; readonly headers?: Record<string, string> } | null

interface Attempt {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
  /** What was answered; null for nothing. */
  readonly status: number | null
}

/** Stands before a relay, and keeps what it is sent. */
export interface RelayFront {
  /** Where runs are taken. */
  readonly url: string
  /** What has come since this was last called. */
  taken(): Attempt[]
  /** Answers the next requests itself, one after another. */
  answer(...answers: readonly OtherAnswer[]): void
  stop(): Promise<void>
}

/** @param apiUrl - of the relay */
export const startRelayFront = async (apiUrl: string): Promise<RelayFront> => {
  const others: OtherAnswer[] = []
  const attempts: Attempt[] = []
  const server = await listenOnLoopback(async (request, response) => {
    const body = await readBody(request)
    const own = others.shift()
    const keep = (status: number | null) => attempts.push({ headers: request.headers, body: body.toString(), status })
    if (own === null) {
      keep(null)
      request.socket.destroy()
      return
    }
    if (own !== undefined) {
      keep(own.status)
      response.writeHead(own.status, own.headers).end('{"detail":"as told"}')
      return
    }
    const answer = await passOn(apiUrl, request, body)
    keep(answer.status)
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
  })
  return {
    url: `${server.url}/webhooks/hatchet`,
    taken: () => attempts.splice(0),
    answer: (...answers) => others.push(...answers),
    stop: server.stop,
  }
}
