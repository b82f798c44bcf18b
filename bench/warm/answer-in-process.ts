import { Readable } from 'node:stream'

/**
 * Lets a request handler answer the HTTP requests of a client of the AWS SDK in process: no socket.
 *
 * @param answer - JSON
 * @returns the client
 */
export const answerInProcess = <T extends { readonly config: object }>(client: T, answer: string): T => {
  const body = Buffer.from(answer)
  Object.assign(client.config, {
    requestHandler: {
      handle: async () => ({ response: { statusCode: 200, headers: {}, body: Readable.from([body]) } }),
    },
  })
  return client
}
