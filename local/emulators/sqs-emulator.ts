import type { IncomingMessage, ServerResponse } from 'node:http'
import { buildApp } from 'fauxqs'
import { acceptAstralCharacters } from './accept-astral-characters.ts'
import type { Emulator } from './emulator.ts'

/** A message that was put on a queue. */
export interface SentMessage {
  /** Name of the queue. */
  readonly queue: string
  readonly body: string
}

/**
 * Starts SQS, and SNS beside it, in this process, on a free loopback port.
 *
 * @param onMessage - is told each message that a SendMessage has put on a queue
 */
export const startSqsEmulator = async (
  region: string,
  onMessage: (message: SentMessage) => void = () => {},
): Promise<Emulator> => {
  await acceptAstralCharacters()
  const app = buildApp({ logger: false, host: '127.0.0.1', defaultRegion: region })
  app.server.on('request', (request, response) => watchSend(request, response, onMessage))
  // Its own starter listens on every interface.
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    stop: async () => {
      // A long poll would hold up the close for as long as it waits.
      app.server.closeAllConnections()
      await app.close()
    },
  }
}

const watchSend = (
  request: IncomingMessage,
  response: ServerResponse,
  onMessage: (message: SentMessage) => void,
): void => {
  if (request.headers['x-amz-target'] !== 'AmazonSQS.SendMessage') return
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  response.on('finish', () => {
    if (response.statusCode !== 200) return
    const { QueueUrl, MessageBody } = JSON.parse(Buffer.concat(chunks).toString())
    onMessage({ queue: String(QueueUrl).split('/').at(-1) ?? '', body: MessageBody })
  })
}
