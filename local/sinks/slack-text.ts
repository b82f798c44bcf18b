import type { SlackBlock, SlackMessage } from '../../lib/alerts/sinks/slack-message.ts'
import type { ToldMessage } from './told-message.ts'

/** What people see of a message in Slack. */
export const slackText = ({ text, blocks = [] }: SlackMessage): ToldMessage => {
  const [title = '', ...lines] = blocks.length === 0 ? unescaped(text).split('\n') : blocks.flatMap(linesOf)
  return { by: 'Slack', subject: title, text: lines.join('\n') }
}

const linesOf = (block: SlackBlock): readonly string[] =>
  ('elements' in block ? block.elements : [block.text]).flatMap((each) =>
    (each.type === 'mrkdwn' ? unmarked(each.text) : each.text).split('\n'),
  )

/** Of mrkdwn: links with a text, all that is sent. */
const unmarked = (text: string): string =>
  unescaped(text.replace(/<([^>|]+)\|([^>|]+)>(?: {2}· {2})?/g, '$2: $1\n').trimEnd())

const unescaped = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
