import { isJsonObject } from '../../lib/run/is-json-object.ts'

const MAX_CHARS = { header: 150, section: 3_000, context: 3_000 } as const
const MAX_BLOCKS = 50
const MAX_CONTEXT_ELEMENTS = 10

/**
 * What Slack would refuse in the blocks of a message, of those kinds of blocks that are known here.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const slackProblems = (message: unknown): readonly string[] => {
  if (!isJsonObject(message) || typeof message['text'] !== 'string' || message['text'] === '') return ['no text']
  const { blocks = [] } = message
  if (!Array.isArray(blocks) || blocks.length > MAX_BLOCKS) return [`not a list of at most ${MAX_BLOCKS} blocks`]
  return blocks.flatMap((block, index) => blockProblems(block).map((problem) => `block ${index + 1}: ${problem}`))
}

const blockProblems = (block: unknown): readonly string[] => {
  if (!isJsonObject(block)) return ['no object']
  const { type, text, elements } = block
  if (type === 'header' || type === 'section') return textProblems(text, MAX_CHARS[type], type === 'section')
  if (type !== 'context') return [`of an unknown type ${String(type)}`]
  return Array.isArray(elements) && elements.length >= 1 && elements.length <= MAX_CONTEXT_ELEMENTS
    ? elements.flatMap((element) => textProblems(element, MAX_CHARS.context, true))
    : [`not 1 to ${MAX_CONTEXT_ELEMENTS} elements`]
}

const textProblems = (text: unknown, maxChars: number, mayBeMarkdown: boolean): readonly string[] => {
  if (!isJsonObject(text)) return ['no text object']
  const isKnown = text['type'] === 'plain_text' || (mayBeMarkdown && text['type'] === 'mrkdwn')
  const length = String(text['text'] ?? '').length
  return [
    ...(isKnown ? [] : [`text of type ${String(text['type'])}`]),
    ...(length >= 1 && length <= maxChars ? [] : [`a text of ${length} characters, not of 1 to ${maxChars}`]),
  ]
}
