import { cutText } from '../../run/cut-text.ts'
import {
  MAX_SLACK_HEADER_CHARS,
  MAX_SLACK_MESSAGE_CHARS,
  MAX_SLACK_TEXT_CHARS,
  MAX_TOLD_NAME_CHARS,
} from '../limits.ts'
import { describeMessage } from '../notification/describe-message.ts'
import type { Fact } from '../notification/description.ts'
import type { Digest } from '../notification/digest.ts'
import type { Notification } from '../notification/notification.ts'
import { oneLine } from '../notification/one-line.ts'
import { escapeSlack } from './escape-slack.ts'
import { iconOf } from './icon-of.ts'

/** What an incoming webhook of Slack is posted. */
export interface SlackMessage {
  /** What a phone's notification shows; all of it, where there are no blocks. Slack's entities, and no markup. */
  readonly text: string
  readonly mrkdwn: false
  readonly blocks?: readonly SlackBlock[]
  readonly unfurl_links: false
  readonly unfurl_media: false
}

type SlackText =
  | { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
  | { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true }

export type SlackBlock =
  | { readonly type: 'header' | 'section'; readonly text: SlackText }
  | { readonly type: 'context'; readonly elements: readonly SlackText[] }

/**
 * Makes a message of Block Kit, or of text alone for a chat that does not take its blocks. What comes from runs is plain
 * text; links are the only markup, and have no text of a run.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slackMessage = (message: Notification | Digest, form: 'blocks' | 'text' = 'blocks'): SlackMessage => {
  const description = describeMessage(message)
  const { sentences, facts, advice, tone } = description
  const title = `${iconOf(message, description)} ${description.title}`
  if (form === 'text') return asMessage([title, ...sentences, ...lines(facts), ...advice])
  return {
    ...asMessage([title, ...(tone === 'alarm' ? lines(facts.slice(0, 1)) : []), ...sentences]),
    blocks: [
      { type: 'header', text: plain([title], MAX_SLACK_HEADER_CHARS) },
      { type: 'section', text: plain([sentences.join(' ')]) },
      ...factBlocks(facts),
      ...(advice.length === 0 ? [] : [{ type: 'section', text: plain(advice) } as const]),
      { type: 'context', elements: [plain([signatureOf(message)])] },
    ],
  }
}

const asMessage = (texts: readonly string[]): SlackMessage => ({
  text: escapeSlack(texts.join('\n'), MAX_SLACK_MESSAGE_CHARS),
  mrkdwn: false,
  unfurl_links: false,
  unfurl_media: false,
})

/** As many lines as there is room for. */
const plain = (lines: readonly string[], maxChars = MAX_SLACK_TEXT_CHARS): SlackText => ({
  type: 'plain_text',
  text: cutText(lines.join('\n'), maxChars),
  emoji: false,
})

/** Facts that follow each other, and links that do, are a block each. */
const factBlocks = (facts: readonly Fact[]): readonly SlackBlock[] => {
  const groups: Fact[][] = []
  for (const fact of facts) {
    const group = groups.at(-1)
    if (group?.[0]?.isLink === fact.isLink) group.push(fact)
    else groups.push([fact])
  }
  return groups.map((group) => ({
    type: 'section',
    text: group[0]?.isLink === true ? links(group) : plain(lines(group)),
  }))
}

const lines = (facts: readonly Fact[]): readonly string[] => facts.map(({ label, text }) => `${label}: ${text}`)

/** A link holds nothing that ends it. Its text is ours, and it is never cut: of those that are too long the last are left out. */
const links = (facts: readonly Fact[]): SlackText => {
  const all = facts.map(({ label, text }) => `<${escapeSlack(text, Number.POSITIVE_INFINITY)}|${label}>`)
  const fitting = all.filter((_, index) => all.slice(0, index + 1).join(SEPARATOR).length <= MAX_SLACK_TEXT_CHARS)
  return { type: 'mrkdwn', text: fitting.join(SEPARATOR), verbatim: true }
}

const SEPARATOR = '  ·  '

const signatureOf = (message: Notification | Digest): string =>
  `hatchet-run-relay${message.kind === 'digest' ? '' : `, incident ${oneLine(message.incidentId, MAX_TOLD_NAME_CHARS)}`}`
