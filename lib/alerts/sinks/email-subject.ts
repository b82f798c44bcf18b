import { MAX_SUBJECT_CHARS } from '../limits.ts'
import { describeMessage } from '../notification/describe-message.ts'
import type { Digest } from '../notification/digest.ts'
import { errorLine } from '../notification/error-line.ts'
import type { Notification } from '../notification/notification.ts'

/**
 * The subject of an e-mail: `[critical] charge-card failed: card declined`. Printable ASCII on one line, at most
 * {@link MAX_SUBJECT_CHARS} characters, which begins with a bracket: SNS refuses any other.
 */
export const emailSubject = (message: Notification | Digest): string => {
  const error = message.kind === 'opened' ? errorLine(message.failure?.error ?? null, MAX_SUBJECT_CHARS) : ''
  const subject = toAscii(`[${tagOf(message)}] ${describeMessage(message).title}${error === '' ? '' : `: ${error}`}`)
  return subject.length <= MAX_SUBJECT_CHARS ? subject : `${subject.slice(0, MAX_SUBJECT_CHARS - 3).trimEnd()}...`
}

const tagOf = (message: Notification | Digest): string => {
  if (message.kind === 'digest' || message.kind === 'recovered') return message.kind
  if (message.kind !== 'resolved') return message.severity
  return message.endReason === 'succeeded' ? 'resolved' : 'closed'
}

/** Letters lose their accents; what has no ASCII is a question mark. */
const toAscii = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/…/g, '...')
    .replace(/[^\x20-\x7e]+/g, '?')
