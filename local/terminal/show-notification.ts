import type { PublishedMessage } from '../emulators/sqs-emulator.ts'
import { colour } from './colour.ts'

/** A notification as e-mail subscribers would get it. */
export const showNotification = ({ subject, text }: PublishedMessage): string[] => [
  `  ${colour('bold')(subject)}`,
  ...text
    .trimEnd()
    .split('\n')
    .map((line) => `  │ ${line}`.trimEnd()),
]
