import type { Digest } from '../notification/digest.ts'
import type { Notification } from '../notification/notification.ts'
import { customNotification } from './custom-notification.ts'
import { emailSubject } from './email-subject.ts'
import { emailText } from './email-text.ts'

/** What is published to the topic. */
export interface SnsMessage {
  /** Of e-mails. */
  readonly subject: string
  /** JSON of one text for e-mail subscribers and one for all others, for `MessageStructure: json`. */
  readonly message: string
}

/** Makes one publish of a message, for chats and e-mail alike: a few KB of the 256 that SNS takes, whatever a run holds. */
export const snsMessage = (message: Notification | Digest): SnsMessage => ({
  subject: emailSubject(message),
  message: JSON.stringify({
    default: JSON.stringify(customNotification(message)),
    email: emailText(message),
  }),
})
