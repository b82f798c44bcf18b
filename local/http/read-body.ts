import type { IncomingMessage } from 'node:http'

/**
 * Reads a request's whole body.
 *
 * @throws RangeError if it is longer than `maxBytes`; the rest of it is not read
 */
export const readBody = async (request: IncomingMessage, maxBytes = Number.POSITIVE_INFINITY): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new RangeError(`the body is longer than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
