import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect } from 'vitest'
import type { Answer } from '../../lib/webhook/answer.ts'
import type { RefusalReason } from '../../lib/webhook/refusals.ts'
import type { ReceiveWorld } from './receive-world.ts'

export interface ExpectedRefusal {
  readonly statusCode: number
  readonly reason: RefusalReason
  /** What the log tells beside the reason. */
  readonly detail?: string
  /** A text of the request that neither answer nor log may hold. */
  readonly marker?: string
}

/** Expects that a request was answered with a problem, counted once under its reason, and nothing sent or repeated of it. */
export const expectRefusal = (
  answer: Answer,
  { sqs, stdout }: ReceiveWorld,
  { statusCode, reason, detail, marker }: ExpectedRefusal,
): void => {
  expect(answer.statusCode).toBe(statusCode)
  expect(answer.headers['content-type']).toBe('application/problem+json')
  expect(JSON.parse(answer.body)).toMatchObject({ status: statusCode, title: expect.any(String) })
  expect(sqs).toHaveReceivedCommandTimes(SendMessageCommand, 0)
  expect(stdout().lines()).toMatchObject([{ reason, Rejected: 1, ...(detail !== undefined && { detail }) }])
  if (marker === undefined) return
  expect(JSON.stringify(answer)).not.toContain(marker)
  expect(stdout().text()).not.toContain(marker)
}
