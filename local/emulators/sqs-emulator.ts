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

/** A message that was published to a topic. */
export interface PublishedMessage {
  /** ARN of the topic. */
  readonly topic: string
  /** As e-mail subscribers get it. */
  readonly subject: string
  readonly text: string
}

/** SQS and SNS in this process. */
export interface SqsEmulator extends Emulator {
  /** Makes every call to SQS fail, or work again. SNS goes on. */
  setDown(isDown: boolean): void
}

/**
 * Starts SQS, and SNS beside it, in this process, on a free loopback port.
 *
 * @param onMessage - is told each message that a SendMessage has put on a queue
 * @param onPublish - is told each message that a Publish has brought to a topic
 */
export const startSqsEmulator = async (
  region: string,
  onMessage: (message: SentMessage) => void = () => {},
  onPublish: (message: PublishedMessage) => void = () => {},
): Promise<SqsEmulator> => {
  await acceptAstralCharacters()
  const app = buildApp({ logger: false, host: '127.0.0.1', defaultRegion: region })
  app.server.on('request', (request, response) => {
    watchSend(request, response, onMessage)
    watchPublish(request, response, onPublish)
  })
  let isDown = false
  // Not async: the body begins to be read above, and must go on to be read in the same turn.
  app.addHook('onRequest', (request, reply, next) => {
    if (isDown && String(request.headers['x-amz-target']).startsWith('AmazonSQS.')) {
      reply.code(503).send({ __type: 'com.amazonaws.sqs#ServiceUnavailable' })
    } else next()
  })
  // Its own starter listens on every interface.
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    setDown: (down) => {
      isDown = down
    },
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

/** Publish is a form: the one call of SNS that the functions make. */
const watchPublish = (
  request: IncomingMessage,
  response: ServerResponse,
  onPublish: (message: PublishedMessage) => void,
): void => {
  if (!String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded')) return
  const chunks: Buffer[] = []
  request.on('data', (chunk) => chunks.push(chunk))
  response.on('finish', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString())
    if (response.statusCode !== 200 || form.get('Action') !== 'Publish') return
    const message = form.get('Message') ?? ''
    const text = form.get('MessageStructure') === 'json' ? String(JSON.parse(message).email) : message
    onPublish({ topic: form.get('TopicArn') ?? '', subject: form.get('Subject') ?? '', text })
  })
}
