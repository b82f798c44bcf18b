import { isJsonObject } from '../run/is-json-object.ts'
import type { HttpRequest } from './http-request.ts'

/**
 * Reads the event of an HTTP API (payload format 2.0) or of a Function URL, which has the same shape.
 *
 * @returns null for any other event
 */
export const readHttpEvent = (event: unknown): HttpRequest | null => {
  if (!isJsonObject(event) || event['version'] !== '2.0' || typeof event['rawPath'] !== 'string') return null
  const http = isJsonObject(event['requestContext']) ? event['requestContext']['http'] : null
  if (!isJsonObject(http) || typeof http['method'] !== 'string') return null
  const headers = isJsonObject(event['headers']) ? event['headers'] : {}
  return {
    method: http['method'].toUpperCase(),
    path: event['rawPath'],
    header: (name) => readHeader(headers, name),
    body: {
      content: typeof event['body'] === 'string' ? event['body'] : '',
      isBase64: event['isBase64Encoded'] === true,
    },
  }
}

/** The gateway writes names in lower case; events made by hand may not. */
const readHeader = (headers: Record<string, unknown>, name: string): string | null => {
  const key = Object.hasOwn(headers, name) ? name : Object.keys(headers).find((key) => key.toLowerCase() === name)
  const value = key === undefined ? null : headers[key]
  return typeof value === 'string' ? value : null
}
