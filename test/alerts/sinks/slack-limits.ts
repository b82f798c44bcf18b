import { isJsonObject } from '../../../lib/run/is-json-object.ts'

/** Members that are known, and whether they must be there. */
type Members = Readonly<Record<string, 'required' | 'optional'>>

const MESSAGE = {
  text: 'required',
  blocks: 'optional',
  mrkdwn: 'optional',
  unfurl_links: 'optional',
  unfurl_media: 'optional',
} as const satisfies Members
const MAX_BLOCKS = 50
const MAX_CONTEXT_ELEMENTS = 10
/** What is longer is cut beyond 40,000 characters, and shown as several messages before that. */
const RECOMMENDED_TEXT_CHARS = 4_000
const MAX_HEADER_CHARS = 150
const MAX_TEXT_CHARS = 3_000

/**
 * What of a message to an incoming webhook goes beyond Slack's documentation. Of blocks only those that this project sends are
 * known, and of members only those without which they are no less.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const slackProblems = (message: unknown): readonly string[] => {
  if (!isJsonObject(message)) return ['no object']
  const { text, blocks, ...flags } = message
  const isList = Array.isArray(blocks) && blocks.length >= 1 && blocks.length <= MAX_BLOCKS
  return [
    ...membersOf(message, MESSAGE),
    ...lengthOf(text, RECOMMENDED_TEXT_CHARS),
    ...entitiesOf(text),
    ...Object.entries(flags).flatMap(([name, value]) => (typeof value === 'boolean' ? [] : [`${name} is no boolean`])),
    ...(blocks === undefined || isList ? [] : [`no list of 1 to ${MAX_BLOCKS} blocks`]),
    ...(isList ? blocks.flatMap((block, index) => blockProblems(block).map((each) => `block ${index}: ${each}`)) : []),
  ]
}

/** @see https://docs.slack.dev/reference/block-kit/blocks/header-block and section-block, context-block */
const blockProblems = (block: unknown): readonly string[] => {
  if (!isJsonObject(block)) return ['no object']
  const { type, text, elements } = block
  if (type === 'header') {
    const isPlain = isJsonObject(text) && text['type'] === 'plain_text'
    return [...membersOf(block, TEXT_BLOCK), ...textProblems(text, MAX_HEADER_CHARS), ...(isPlain ? [] : ['not plain'])]
  }
  if (type === 'section') return [...membersOf(block, TEXT_BLOCK), ...textProblems(text, MAX_TEXT_CHARS)]
  if (type !== 'context') return [`of an unknown type: ${String(type)}`]
  if (!Array.isArray(elements) || elements.length < 1 || elements.length > MAX_CONTEXT_ELEMENTS) {
    return [`no list of 1 to ${MAX_CONTEXT_ELEMENTS} elements`]
  }
  return [...membersOf(block, CONTEXT_BLOCK), ...elements.flatMap((element) => textProblems(element, MAX_TEXT_CHARS))]
}

const TEXT_BLOCK = { type: 'required', text: 'required' } as const satisfies Members
const CONTEXT_BLOCK = { type: 'required', elements: 'required' } as const satisfies Members

/** Each kind of text has a member that is of no use in the other. */
const TEXTS: Readonly<Record<string, Members>> = {
  plain_text: { type: 'required', text: 'required', emoji: 'optional' },
  mrkdwn: { type: 'required', text: 'required', verbatim: 'optional' },
}

/** @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
const textProblems = (object: unknown, maxChars: number): readonly string[] => {
  const members = isJsonObject(object) ? TEXTS[String(object['type'])] : undefined
  if (!isJsonObject(object) || members === undefined) return ['no text object']
  const { type, text, ...flags } = object
  return [
    ...membersOf(object, members),
    ...lengthOf(text, maxChars),
    ...(type === 'mrkdwn' ? entitiesOf(text) : []),
    ...Object.entries(flags).flatMap(([name, value]) => (typeof value === 'boolean' ? [] : [`${name} is no boolean`])),
  ]
}

const membersOf = (object: Readonly<Record<string, unknown>>, members: Members): readonly string[] => [
  ...Object.keys(object).flatMap((name) => (Object.hasOwn(members, name) ? [] : [`${name} is not known`])),
  ...Object.keys(members).flatMap((name) =>
    members[name] === 'optional' || object[name] !== undefined ? [] : [`${name} is missing`],
  ),
]

const lengthOf = (text: unknown, maxChars: number): readonly string[] => {
  if (typeof text !== 'string') return ['a text that is none']
  return [
    ...(text.length >= 1 && text.length <= maxChars ? [] : [`${text.length} characters, not 1 to ${maxChars}`]),
    ...(text.isWellFormed() ? [] : ['half of a surrogate pair']),
  ]
}

/** @see https://docs.slack.dev/messaging/formatting-message-text#escaping */
const entitiesOf = (text: unknown): readonly string[] =>
  /&(?!(?:amp|lt|gt);)/.test(String(text)) ? ['a & that is no entity'] : []
