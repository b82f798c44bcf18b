import type { IncomingMessage } from 'node:http'

/** Headers that are of one connection. */
const OF_CONNECTION: ReadonlySet<string> = new Set(['host', 'connection', 'content-length'])

/** Sends a request that came to another server. @returns its answer, read */
export const passOn = async (target: string, request: IncomingMessage, body: Buffer) => {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    OF_CONNECTION.has(name) ? [] : [[name, String(value)]],
  )
  const answer = await fetch(target + request.url, { method: request.method ?? 'POST', headers, body })
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, type, body: Buffer.from(await answer.arrayBuffer()) }
}
