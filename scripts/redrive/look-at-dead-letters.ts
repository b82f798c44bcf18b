import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DeadLetter } from './dead-letter.ts'
import type { RedrivenQueue } from './find-queue.ts'
import { giveBack } from './give-back.ts'
import { receiveDeadLetters } from './receive-dead-letters.ts'

/** Messages that are looked at, at most: enough to understand why they are there. */
const MAX_LOOKED_AT = 1_000

/** A message that was looked at, without what it holds. */
export type SeenLetter = Omit<DeadLetter, 'body' | 'attributes'>

/**
 * Receives messages of a dead-letter queue to see what they are, and gives all of them back.
 *
 * @param signal - ends it early
 * @param onSeen - is told how many were seen so far
 */
export const lookAtDeadLetters = async (
  sqs: SQSClient,
  { deadLetterUrl, deadLetters }: RedrivenQueue,
  signal: AbortSignal,
  onSeen: (count: number) => void,
): Promise<readonly SeenLetter[]> => {
  const seen = new Map<string, DeadLetter>()
  try {
    while (!signal.aborted && seen.size < MAX_LOOKED_AT) {
      const letters = await receiveDeadLetters(sqs, deadLetterUrl, MAX_LOOKED_AT - seen.size)
      const before = seen.size
      for (const letter of letters) seen.set(letter.id, { ...letter, body: '', attributes: {} })
      // Those that come again were given back by time: the others have been seen.
      if (seen.size === before) break
      onSeen(seen.size)
      if (seen.size >= deadLetters) break
    }
  } finally {
    await giveBack(sqs, deadLetterUrl, [...seen.values()])
  }
  return [...seen.values()]
}
