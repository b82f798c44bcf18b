import { cutText } from '../../run/cut-text.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * Escapes what means something in Slack's own texts: mentions, links and special words all begin with `<`.
 *
 * @param maxChars - of the escaped text; an entity is never cut
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export const escapeSlack = (text: string, maxChars: number): string => {
  const escaped = text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
  // Every & that is left begins an entity: half of one goes too.
  return escaped.length <= maxChars ? escaped : cutText(escaped, maxChars).replace(/&[a-z]*$/, '')
}
