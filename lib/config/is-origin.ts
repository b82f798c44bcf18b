import { isHttpUrl } from './is-http-url.ts'

/**
 * Whether a text is the origin of an https URL, `https://events.pagerduty.com`, or of an http URL on this very machine: what
 * is told of runs, and where, does not travel in the clear.
 */
export const isOrigin = (text: string): boolean => {
  if (!isHttpUrl(text) || new URL(text).origin !== text) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || hostname === '127.0.0.1'
}
