import { randomUUID } from 'node:crypto'
import { signedHttpEvent } from '../sender/signed-http-event.ts'
import type { EventFile } from './read-event-file.ts'

/**
 * The event to invoke a function with: a file's own; for receive and a run, the HTTP API event that brings the run,
 * signed now.
 */
export const lambdaEvent = (functionName: string, { content, value }: EventFile, secret: string): object => {
  const isLambdaEvent = 'requestContext' in value || 'Records' in value
  if (functionName !== 'receive' || isLambdaEvent) return value
  const timestamp = Math.floor(Date.now() / 1_000)
  return signedHttpEvent(content, 'npm run invoke', { secret, id: `msg_${randomUUID()}`, timestamp })
}
