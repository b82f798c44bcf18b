import { MAX_SAMPLE_ERROR_CHARS } from '../limits.ts'
import { describeDigest } from './describe-digest.ts'
import { describeNotification } from './describe-notification.ts'
import type { Description } from './description.ts'
import type { Digest } from './digest.ts'
import type { Notification } from './notification.ts'
import { oneLine } from './one-line.ts'

/** Says in words what a sink is to be told. */
export const describeMessage = (message: Notification | Digest): Description => {
  const description = message.kind === 'digest' ? describeDigest(message) : describeNotification(message)
  const { undelivered } = message
  if (undelivered === undefined) return description
  const { sink, why } = undelivered
  const note = `This was for the sink ${sink}, which did not take it (${oneLine(why, MAX_SAMPLE_ERROR_CHARS)}): check that sink, and its secret.`
  return { ...description, sentences: [note, ...description.sentences] }
}
