import type { Answer } from './answer.ts'

/** An answer to a delivery that was understood. */
export const jsonAnswer = (statusCode: number, content: object): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(content),
})
