import { listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { readBody } from '../../local/http/read-body.ts'

/** A request that came. */
interface CameRequest {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Buffer
}

/** An answer; null closes the connection without one. */
type ServerAnswer = {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
} | null

/** A server that gives the answers of a list, one after another, the last one for ever. */
export const startAnsweringServer = async (answers: readonly ServerAnswer[]) => {
  const requests: CameRequest[] = []
  const server = await listenOnLoopback(async (request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? null
    requests.push({ headers: request.headers, body: await readBody(request) })
    if (answer === null) {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, answer.headers).end(answer.body ?? '{}')
  })
  return { ...server, requests }
}
