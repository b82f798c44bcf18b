import { once } from 'node:events'
import {
  type Agent,
  type ClientRequest,
  get as httpGet,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http'
import { get as httpsGet } from 'node:https'
import { HatchetError } from '../errors.ts'

export interface HttpQuestion {
  readonly url: URL
  readonly agent: Agent
  readonly token: string
  /** What is asked, for people: "listing runs". */
  readonly words: string
  /** Longest body that is read. */
  readonly maxBytes: number
  readonly connectTimeoutMs: number
  /** From the start to the last byte of the answer. */
  readonly requestTimeoutMs: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** Null where it is longer than is read, and where the status is not 200: it is of no use then, and not read. */
  readonly body: Buffer | null
}

/**
 * Asks once by GET. Follows no redirect.
 *
 * @throws HatchetError 'unavailable' if there is no whole answer in time, or the caller's signal aborts. It has no cause:
 *   Node's own errors may hold what came over the line.
 */
export const getOnce = async (question: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer> => {
  const fault = (words: string) => new HatchetError('unavailable', `${question.words}: ${words}`)
  const { connectTimeoutMs, requestTimeoutMs } = question
  const late = new AbortController()
  const abort = (words: string) => late.abort(fault(words))
  const timer = setTimeout(abort, requestTimeoutMs, `no whole answer within ${requestTimeoutMs} ms`)
  const connectTimer = setTimeout(abort, connectTimeoutMs, `no connection within ${connectTimeoutMs} ms`)
  try {
    const request = open(question, AbortSignal.any([signal, late.signal]))
    whenConnected(request, () => clearTimeout(connectTimer))
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    return await receive(response, question.maxBytes)
  } catch (cause) {
    if (signal.aborted) throw fault('the caller gave up')
    throw late.signal.aborted ? late.signal.reason : fault(`no whole answer (${codeOf(cause)})`)
  } finally {
    clearTimeout(timer)
    clearTimeout(connectTimer)
  }
}

const open = ({ url, agent, token }: HttpQuestion, signal: AbortSignal): ClientRequest => {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json', 'accept-encoding': 'identity' }
  // A request may fail once more after its answer has begun. Its signal listens for that, or it would end the process.
  return (url.protocol === 'https:' ? httpsGet : httpGet)(url, { agent, headers, signal })
}

const whenConnected = (request: ClientRequest, connected: () => void): void => {
  request.once('socket', (socket) => {
    if (request.reusedSocket) connected()
    else socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', connected)
  })
}

const receive = async (response: IncomingMessage, maxBytes: number): Promise<HttpAnswer> => {
  const { statusCode: status = 0, headers } = response
  const isRead = status === 200 && !(Number(headers['content-length']) > maxBytes)
  if (!isRead) response.destroy()
  return { status, headers, body: isRead ? await readUpTo(response, maxBytes) : null }
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
