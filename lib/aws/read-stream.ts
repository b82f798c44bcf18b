import type { Readable } from 'node:stream'

/** All of an answer's body. The SDK's own reader asks first whether it is a web stream, and so loads web streams. */
export const readStream = async (stream: Readable): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
