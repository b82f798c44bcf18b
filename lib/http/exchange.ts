import { once } from 'node:events'
import {
  type Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http'
import { request as httpsRequest } from 'node:https'
import { HttpError } from '../errors.ts'

export interface HttpQuestion {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** False for a connection of its own, which no other exchange has used and left. */
  readonly agent: Agent | false
  /** Longest body that is read. */
  readonly maxBytes: number
  /** Whether the body of an answer of this status is of any use. */
  readonly isRead: (status: number) => boolean
  readonly connectTimeoutMs: number
  /** From the start to the last byte of the answer. */
  readonly requestTimeoutMs: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Null where it is longer than is read, and where it is of no use: it is not read then. */
  readonly body: Buffer | null
}

/**
 * Asks once. Follows no redirect.
 *
 * @throws HttpError if there is no whole answer in time, or the caller's signal aborts. It has no cause: Node's own errors
 *   may hold what came over the line.
 */
export const exchange = async (question: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer> => {
  const { connectTimeoutMs, requestTimeoutMs } = question
  const late = new AbortController()
  const abort = (words: string) => late.abort(new HttpError(words))
  const timer = setTimeout(abort, requestTimeoutMs, `no whole answer within ${requestTimeoutMs} ms`)
  const connectTimer = setTimeout(abort, connectTimeoutMs, `no connection within ${connectTimeoutMs} ms`)
  try {
    const request = open(question, AbortSignal.any([signal, late.signal]))
    whenConnected(request, () => clearTimeout(connectTimer))
    failOnUpgrade(request)
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return await receive(response, question)
  } catch (cause) {
    if (signal.aborted) throw new HttpError('the caller gave up')
    throw late.signal.aborted ? late.signal.reason : new HttpError(`no whole answer (${codeOf(cause)})`)
  } finally {
    clearTimeout(timer)
    clearTimeout(connectTimer)
  }
}

const open = ({ method, url, agent, headers, body }: HttpQuestion, signal: AbortSignal): ClientRequest => {
  // A request may fail once more after its answer has begun. Its signal listens for that, or it would end the process.
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method, agent, headers, signal })
  return request.end(body)
}

const whenConnected = (request: ClientRequest, connected: () => void): void => {
  request.once('socket', (socket) => {
    if (request.reusedSocket) connected()
    else socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', connected)
  })
}

/** An answer that would change the protocol is none: without a listener, Node ends the request and tells nobody. */
const failOnUpgrade = (request: ClientRequest): void => {
  request.once('upgrade', (_response, socket) => {
    socket.destroy()
    request.emit('error', Object.assign(new Error('the answer changes the protocol'), { code: 'UPGRADE' }))
  })
}

const receive = async (response: IncomingMessage, { maxBytes, isRead }: HttpQuestion): Promise<HttpAnswer> => {
  const { statusCode: status = 0, headers } = response
  const isOfUse = isRead(status) && !(Number(headers['content-length']) > maxBytes)
  if (!isOfUse) response.destroy()
  return { status, headers, body: isOfUse ? await readUpTo(response, maxBytes) : null }
}

const readUpTo = async (response: IncomingMessage, maxBytes: number): Promise<Buffer | null> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    bytes += chunk.length
    // Leaving the loop closes the connection.
    if (bytes > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What the system or Node calls a fault, `ECONNREFUSED`. A fault's message may hold anything, and is left out. */
const codeOf = (fault: unknown): string => {
  const code = fault instanceof Error && 'code' in fault ? fault.code : null
  return typeof code === 'string' && /^\w{1,64}$/.test(code) ? code : 'unknown fault'
}
