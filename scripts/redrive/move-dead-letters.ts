import { DeleteMessageCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { DeadLetter } from './dead-letter.ts'
import type { RedrivenQueue } from './find-queue.ts'
import { giveBack } from './give-back.ts'
import { receiveDeadLetters } from './receive-dead-letters.ts'

/** Batches that are moved at the same time. */
const LANES = 4

/** Batches in a row with nothing but messages that were seen before: then there is nothing else. */
const MAX_STALE_BATCHES = 3

/** Messages of one ReceiveMessage, at most. */
const BATCH = 10

/** What is moved, how much of it, and until when. */
export interface MoveOptions {
  /** Whether messages that are no RunSummary go back too. */
  readonly isAll: boolean
  /** Messages to move, at most. */
  readonly max: number
  /** When it begins, ms since 1970. */
  readonly startedAt: number
  /** Ends it after the messages that are being moved. */
  readonly signal: AbortSignal
  /** Is told how many were moved so far. */
  readonly onMoved: (count: number) => void
}

/** What was moved. */
export interface MovedLetters {
  readonly moved: number
  /** Messages that are no RunSummary, and were left. */
  readonly stayed: number
  /** Messages that were first sent after it began, and were left: moved ones that failed again, most of all. */
  readonly cameBack: number
  /** Of those moved, how many are on the dead-letter queue still, since they could not be deleted there. */
  readonly notDeleted: number
  /** What ended it before its time; null if nothing did. */
  readonly fault: unknown
}

interface State {
  left: number
  moved: number
  fault: unknown
  /** By id: whether a message is being sent (or could not be), is sent, or is gone from the dead-letter queue too. */
  readonly letters: Map<string, 'sending' | 'sent' | 'deleted'>
  /** Those that are left, by id. */
  readonly stayed: Map<string, DeadLetter>
  readonly cameBack: Map<string, DeadLetter>
}

/**
 * Moves messages of a dead-letter queue back: each is deleted there only once the queue has acknowledged it, so that a crash
 * in between costs a repeat, and loses nothing.
 */
export const moveDeadLetters = async (
  sqs: SQSClient,
  queue: RedrivenQueue,
  options: MoveOptions,
): Promise<MovedLetters> => {
  const state: State = {
    ...{ left: options.max, moved: 0, fault: null },
    ...{ letters: new Map(), stayed: new Map(), cameBack: new Map() },
  }
  await Promise.all(Array.from({ length: LANES }, () => moveBatches(sqs, queue, options, state)))
  const { moved, fault, stayed, cameBack } = state
  await giveBack(sqs, queue.deadLetterUrl, [...stayed.values(), ...cameBack.values()])
  const notDeleted = [...state.letters.values()].filter((done) => done === 'sent').length
  return { moved, stayed: stayed.size, cameBack: cameBack.size, notDeleted, fault }
}

const moveBatches = async (sqs: SQSClient, queue: RedrivenQueue, options: MoveOptions, state: State): Promise<void> => {
  let stale = 0
  while (!options.signal.aborted && state.fault === null && state.left > 0 && stale < MAX_STALE_BATCHES) {
    const asked = Math.min(state.left, BATCH)
    state.left -= asked
    let moved = 0
    try {
      const batch = await receiveDeadLetters(sqs, queue.deadLetterUrl, asked)
      if (batch.length === 0) return
      stale = batch.every(({ id }) => isKnown(id, state)) ? stale + 1 : 0
      const results = await Promise.all(batch.map((letter) => moveLetter(sqs, queue, letter, options, state)))
      moved = results.filter((isMoved) => isMoved).length
      options.onMoved(state.moved)
    } catch (fault) {
      state.fault ??= fault
    } finally {
      state.left += asked - moved
    }
  }
}

const isKnown = (id: string, { letters, stayed, cameBack }: State): boolean =>
  letters.has(id) || stayed.has(id) || cameBack.has(id)

/** @returns whether it is on the queue now, and was not before */
const moveLetter = async (
  sqs: SQSClient,
  { url, deadLetterUrl }: RedrivenQueue,
  letter: DeadLetter,
  { isAll, startedAt }: MoveOptions,
  state: State,
): Promise<boolean> => {
  const { id, kind, receiptHandle, sentAt } = letter
  const known = state.letters.get(id)
  if (known === 'sending') return false
  if (known === undefined) {
    // Moved again it would come back again, for ever.
    if (sentAt !== null && sentAt > startedAt) {
      state.cameBack.set(id, letter)
      return false
    }
    if (kind.type !== 'summary' && !isAll) {
      state.stayed.set(id, letter)
      return false
    }
    if (!(await isSent(sqs, url, letter, state))) {
      await giveBack(sqs, deadLetterUrl, [letter])
      return false
    }
  }
  // One that comes again after it was sent is on the queue already.
  try {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: receiptHandle }))
    state.letters.set(id, 'deleted')
  } catch (fault) {
    state.fault ??= fault
  }
  return known === undefined
}

const isSent = async (
  sqs: SQSClient,
  QueueUrl: string,
  { id, body, attributes }: DeadLetter,
  state: State,
): Promise<boolean> => {
  state.letters.set(id, 'sending')
  try {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes: { ...attributes } }))
    state.letters.set(id, 'sent')
    state.moved += 1
    return true
  } catch (fault) {
    state.fault ??= fault
    return false
  }
}
