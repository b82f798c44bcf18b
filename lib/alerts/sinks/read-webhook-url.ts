/**
 * Reads the URL of an incoming webhook.
 *
 * @param origins - where it may be
 * @returns null if it is none, or is elsewhere
 */
export const readWebhookUrl = (text: string, origins: readonly string[]): URL | null => {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  // The origin of a blob: URL is that of another.
  return /^https?:$/.test(url.protocol) && origins.includes(url.origin) && url.username === '' && url.password === ''
    ? url
    : null
}
