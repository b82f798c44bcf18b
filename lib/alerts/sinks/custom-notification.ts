import { cutText } from '../../run/cut-text.ts'
import { MAX_CHAT_LINE_CHARS, MAX_CHAT_TEXT_CHARS, MAX_CHAT_TITLE_CHARS, MAX_TOLD_NAME_CHARS } from '../limits.ts'
import { describeMessage } from '../notification/describe-message.ts'
import type { Description, Fact } from '../notification/description.ts'
import type { Digest } from '../notification/digest.ts'
import type { Notification } from '../notification/notification.ts'
import { oneLine } from '../notification/one-line.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { iconOf } from './icon-of.ts'

/** What Amazon Q Developer shows in Slack and Teams. Other JSON, and plain text, it drops without a word. */
export interface CustomNotification {
  readonly version: '1.0'
  readonly source: 'custom'
  readonly content: {
    readonly textType: 'client-markdown'
    readonly title: string
    readonly description: string
    readonly nextSteps?: readonly string[]
    readonly keywords?: readonly string[]
  }
  readonly metadata: {
    /** Notifications of one id are shown as one thread. */
    readonly threadId?: string
    /** What the thread is about, as of now. */
    readonly summary: string
    readonly eventType: string
    /** Variables of custom actions. */
    readonly additionalContext?: Readonly<Record<string, string>>
  }
}

/**
 * Makes a custom notification of Amazon Q Developer.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const customNotification = (message: Notification | Digest): CustomNotification => {
  const description = describeMessage(message)
  const { title, advice } = description
  const steps = advice.map((step) => escapeMarkdown(step, MAX_CHAT_LINE_CHARS))
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title: escapeMarkdown(`${iconOf(message, description)} ${title}`, MAX_CHAT_TITLE_CHARS),
      description: textOf(description),
      ...(steps.length === 0 ? {} : { nextSteps: steps }),
      ...(message.kind === 'digest'
        ? {}
        : {
            keywords: [
              message.severity,
              escapeMarkdown(oneLine(message.route, MAX_TOLD_NAME_CHARS), MAX_TOLD_NAME_CHARS),
            ],
          }),
    },
    metadata: {
      summary: escapeMarkdown(title, MAX_CHAT_TITLE_CHARS),
      eventType: `hatchet-run-relay.${message.kind}`,
      ...(message.kind === 'digest' ? {} : contextOf(message)),
    },
  }
}

/** As many lines as there is room for: that is all of them, unless a run holds nothing but what must be escaped. */
const textOf = ({ sentences, facts }: Description): string => {
  const lines = [escapeMarkdown(sentences.join(' '), MAX_CHAT_LINE_CHARS), ...facts.map(lineOf)]
  let text = ''
  for (const line of lines) {
    if (text.length + line.length + 1 > MAX_CHAT_TEXT_CHARS) break
    text += text === '' ? line : `\n${line}`
  }
  return text
}

const lineOf = ({ label, text, isLink }: Fact): string =>
  `*${label}:* ${isLink ? cutText(text, MAX_CHAT_LINE_CHARS) : escapeMarkdown(text, MAX_CHAT_LINE_CHARS)}`

const contextOf = ({ incidentId, tenantId, workflowId, route, severity, failure }: Notification) => ({
  threadId: oneLine(incidentId, MAX_CHAT_TITLE_CHARS),
  additionalContext: {
    tenantId: oneLine(tenantId, MAX_CHAT_TITLE_CHARS),
    workflowId: oneLine(workflowId, MAX_CHAT_TITLE_CHARS),
    ...(failure === null ? {} : { runId: oneLine(failure.runId, MAX_CHAT_TITLE_CHARS) }),
    route: oneLine(route, MAX_CHAT_TITLE_CHARS),
    severity,
  },
})
