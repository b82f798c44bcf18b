import { MAX_TOLD_NAME_CHARS } from '../limits.ts'
import { describeMessage } from '../notification/describe-message.ts'
import type { Digest } from '../notification/digest.ts'
import type { Notification } from '../notification/notification.ts'
import { oneLine } from '../notification/one-line.ts'

/** The text of an e-mail. */
export const emailText = (message: Notification | Digest): string => {
  const { title, sentences, facts, advice } = describeMessage(message)
  const width = Math.max(...facts.map(({ label }) => label.length)) + 2
  return [
    title,
    '',
    sentences.join(' '),
    '',
    ...facts.map(({ label, text }) => `${`${label}:`.padEnd(width)}${text}`),
    ...advice.flatMap((step) => ['', step]),
    '',
    '--',
    `hatchet-run-relay${message.kind === 'digest' ? '' : `, incident ${oneLine(message.incidentId, MAX_TOLD_NAME_CHARS)}`}`,
    '',
  ].join('\n')
}
