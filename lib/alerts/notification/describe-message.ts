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
  const advice = `This was for ${sink}, which could not be told (${oneLine(why, MAX_SAMPLE_ERROR_CHARS)}). It comes here instead: look after ${sink}.`
  return { ...description, advice: [...description.advice, advice] }
}
