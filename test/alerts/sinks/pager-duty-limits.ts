import { isJsonObject } from '../../../lib/run/is-json-object.ts'

const MAX_EVENT_BYTES = 512 * 1024
const MAX_SUMMARY_CHARS = 1_024
const MAX_DEDUP_KEY_CHARS = 255
const SEVERITIES: readonly unknown[] = ['critical', 'error', 'warning', 'info']

const EVENT = ['routing_key', 'event_action', 'dedup_key', 'payload', 'links', 'images', 'client', 'client_url']
const PAYLOAD = [...['summary', 'source', 'severity', 'timestamp', 'component', 'group', 'class', 'custom_details']]
const LINK = ['href', 'text']

/** A date and a time of ISO 8601, with an offset. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/

/**
 * What of an event goes beyond the documentation of PagerDuty's Events API v2.
 *
 * @see https://developer.pagerduty.com/docs/events-api-v2-overview
 * @see https://developer.pagerduty.com/docs/send-alert-event
 * @see https://developer.pagerduty.com/api-reference/368ae3d938c9e-send-an-event-to-pager-duty
 */
export const pagerDutyProblems = (event: unknown): readonly string[] => {
  if (!isJsonObject(event)) return ['no object']
  const { routing_key, event_action, dedup_key, payload, links = [], client, client_url } = event
  return [
    ...unknownMembers(event, EVENT),
    ...(Buffer.byteLength(JSON.stringify(event)) <= MAX_EVENT_BYTES ? [] : [`more than ${MAX_EVENT_BYTES} bytes`]),
    ...(isText(routing_key, 32) && routing_key.length === 32 ? [] : ['routing_key has not 32 characters']),
    ...(['trigger', 'acknowledge', 'resolve'].includes(String(event_action)) ? [] : ['event_action is not known']),
    ...(isText(dedup_key, MAX_DEDUP_KEY_CHARS) ? [] : [`dedup_key has not 1 to ${MAX_DEDUP_KEY_CHARS} characters`]),
    ...(event_action === 'trigger' ? payloadProblems(payload) : []),
    ...(Array.isArray(links) ? links.flatMap(linkProblems) : ['links is no list']),
    ...(client === undefined || isText(client) ? [] : ['client is no text']),
    ...(client_url === undefined || isUrl(client_url) ? [] : ['client_url is no URL']),
    ...brokenTexts(event).map((text) => `half of a surrogate pair in ${JSON.stringify(text)}`),
  ]
}

const payloadProblems = (payload: unknown): readonly string[] => {
  if (!isJsonObject(payload)) return ['payload is missing']
  const { summary, source, severity, timestamp, custom_details = {}, ...texts } = payload
  const isTime = typeof timestamp === 'string' && TIMESTAMP.test(timestamp) && !Number.isNaN(Date.parse(timestamp))
  return [
    ...unknownMembers(payload, PAYLOAD),
    ...(isText(summary, MAX_SUMMARY_CHARS) ? [] : [`summary has not 1 to ${MAX_SUMMARY_CHARS} characters`]),
    ...(isText(source) ? [] : ['source is missing']),
    ...(SEVERITIES.includes(severity) ? [] : ['severity is none of the four']),
    ...(timestamp === undefined || isTime ? [] : ['timestamp is not ISO 8601']),
    ...(isJsonObject(custom_details) ? [] : ['custom_details is no object']),
    ...Object.entries(texts).flatMap(([name, text]) => (isText(text) ? [] : [`${name} is no text`])),
  ]
}

const linkProblems = (link: unknown): readonly string[] => {
  if (!isJsonObject(link)) return ['a link that is none']
  return [
    ...unknownMembers(link, LINK),
    ...(isUrl(link['href']) ? [] : ['href is no URL']),
    ...(link['text'] === undefined || isText(link['text']) ? [] : ['the text of a link is none']),
  ]
}

const unknownMembers = (object: Readonly<Record<string, unknown>>, known: readonly string[]): readonly string[] =>
  Object.keys(object).flatMap((name) => (known.includes(name) ? [] : [`${name} is not known`]))

const isText = (text: unknown, maxChars = Number.POSITIVE_INFINITY): text is string =>
  typeof text === 'string' && text.length >= 1 && text.length <= maxChars

const isUrl = (text: unknown): boolean => isText(text) && /^https?:/.test(text) && URL.canParse(text)

/** Names and texts at any depth that no UTF-8 can say. */
const brokenTexts = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.isWellFormed() ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [...brokenTexts(name), ...brokenTexts(member)])
}
