import type { ToldMessage } from '../sinks/told-message.ts'
import { colour } from './colour.ts'

/** A notification as people would see it. */
export const showNotification = ({ by, subject, text }: ToldMessage): string[] => [
  `  ${colour('dim')(`${by}:`)} ${colour('bold')(subject)}`,
  ...text
    .trimEnd()
    .split('\n')
    .map((line) => `  │ ${line}`.trimEnd()),
]
