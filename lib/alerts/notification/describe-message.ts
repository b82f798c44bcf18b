import { describeDigest } from './describe-digest.ts'
import { describeNotification } from './describe-notification.ts'
import type { Description } from './description.ts'
import type { Digest } from './digest.ts'
import type { Notification } from './notification.ts'

/** Says in words what a sink is to be told. */
export const describeMessage = (message: Notification | Digest): Description =>
  message.kind === 'digest' ? describeDigest(message) : describeNotification(message)
