import { cutText } from '../../run/cut-text.ts'

/**
 * Look-alikes for what would format, mention or link, in Slack's mrkdwn and in Teams' Markdown alike. Neither knows an escape
 * that the other does; only Slack's three entities are read by both.
 */
const ESCAPES: readonly (readonly [RegExp, string])[] = [
  [/&/g, '&amp;'],
  [/</g, '&lt;'],
  [/>/g, '&gt;'],
  // Code, bold, strikethrough, escapes; italics, but not within a word, where an underscore is only that.
  [/`/g, "'"],
  [/\*/g, '∗'],
  [/~/g, '∼'],
  [/\\/g, '⧵'],
  [/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, '＿'],
  // Mentions of people and channels, and addresses.
  [/@/g, '＠'],
  [/#(?=[\p{L}_-])/gu, '＃'],
  // [text](url), and URLs, domains and addresses that chats make links of by themselves.
  [/\](?=\s*[([])/g, '］'],
  [/:\/\//g, '[:]//'],
  [/(mailto|tel|xmpp|javascript|slack|msteams):/gi, '$1[:]'],
  [/(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}-]*\p{L})/gu, '.\u200b'],
]

/**
 * Makes text of a run harmless in a chat: it reads the same, and nothing of it is shown as a link, a mention, code or any
 * other format.
 *
 * @param text - one line
 * @param maxChars - of the escaped text; what is cut ends in `…`
 */
export const escapeMarkdown = (text: string, maxChars: number): string => {
  const escaped = ESCAPES.reduce((before, [pattern, replacement]) => before.replace(pattern, replacement), text)
  if (escaped.length <= maxChars) return escaped
  // Every & left is the first character of an entity: half of one goes too.
  return `${cutText(escaped, maxChars - 1).replace(/&[a-z]*$/, '')}…`
}
