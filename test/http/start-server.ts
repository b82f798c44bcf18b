import type { IncomingMessage, ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { readBody } from '../../local/http/read-body.ts'

/** How a server answers one request. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => unknown

/** Answers with a status, a body and headers. */
export const answer =
  (status: number, body: string | Uint8Array = '', headers: Record<string, string> = {}): Answering =>
  (_request, response) => {
    response.writeHead(status, headers).end(body)
  }

/** A server that answers as a list says, one request after another, the last one for ever, until the test is over. */
export const startServer = async (answers: readonly Answering[]) => {
  const requests: { readonly request: IncomingMessage; readonly body: string }[] = []
  const server = await listenOnLoopback(async (request, response) => {
    requests.push({ request, body: (await readBody(request)).toString() })
    await answers[Math.min(requests.length, answers.length) - 1]?.(request, response)
  })
  onTestFinished(server.stop)
  return { url: server.url, requests }
}
