import type { IncomingMessage, ServerResponse } from 'node:http'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { Invocation } from '../lambda/invocation.ts'
import type { LocalFunction } from '../lambda/local-function.ts'
import { httpApiEvent } from './http-api-event.ts'
import { type LoopbackServer, listenOnLoopback } from './listen-on-loopback.ts'
import { readBody } from './read-body.ts'
import { splitUrl } from './split-url.ts'

/** A route of the HTTP API, and the function behind it. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly target: Omit<LocalFunction, 'pids'>
}

/** A request that was answered. */
export interface ServedRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly status: number
  readonly ms: number
}

/** Largest body the gateway takes, bytes. */
const MAX_BODY_BYTES = 10 * 1024 * 1024

/** Largest event Lambda takes from the gateway, bytes. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024

/**
 * Starts an HTTP API on loopback. What it refuses, a deployed one refuses before any function is called.
 *
 * @throws if the port is taken
 */
export const startHttpFront = (
  routes: readonly Route[],
  port: number,
  onRequest: (request: ServedRequest) => void = () => {},
): Promise<LoopbackServer> =>
  listenOnLoopback(async (request, response) => {
    const startedAt = performance.now()
    const { method = '', url = '/' } = request
    try {
      await serve(routes, request, response)
    } catch (error) {
      gatewayAnswer(response, error instanceof RangeError ? 413 : 500, error instanceof Error ? error.message : 'fault')
    }
    onRequest({ method, url, status: response.statusCode, ms: Math.round(performance.now() - startedAt) })
  }, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error
    throw new Error(`port ${port} is taken: name another, as in npm start -- --port 8080`, { cause: error })
  })

const serve = async (routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const body = await readBody(request, MAX_BODY_BYTES)
  const [rawPath] = splitUrl(request.url)
  const route = routes.find(({ method, path }) => method === request.method && path === rawPath)
  if (route === undefined) {
    gatewayAnswer(response, 404, 'Not Found')
    return
  }
  const event = JSON.stringify(httpApiEvent(request, body, `${route.method} ${route.path}`))
  if (Buffer.byteLength(event) > MAX_EVENT_BYTES) {
    gatewayAnswer(response, 413, 'Request Entity Too Large')
    return
  }
  functionAnswer(response, await route.target.invoke(event))
}

const gatewayAnswer = (response: ServerResponse, status: number, message: string): void => {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
}

const functionAnswer = (response: ServerResponse, invocation: Invocation): void => {
  if (!invocation.ok) {
    gatewayAnswer(response, 500, 'Internal Server Error')
    return
  }
  const result = inferAnswer(invocation.payload)
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, String(value))
  if (result.cookies) response.setHeader('set-cookie', result.cookies)
  response
    .writeHead(result.statusCode ?? 200)
    .end(Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8'))
}

/** An answer without a status is a body of JSON with status 200 (payload format 2.0). */
const inferAnswer = (payload: string): APIGatewayProxyStructuredResultV2 => {
  const value = JSON.parse(payload)
  return typeof value?.statusCode === 'number'
    ? value
    : { statusCode: 200, headers: { 'content-type': 'application/json' }, body: payload }
}
