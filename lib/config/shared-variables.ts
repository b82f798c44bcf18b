import {
  MAX_DASHBOARD_URL_CHARS,
  MAX_LOGGED_BYTES,
  MAX_METADATA_KEYS,
  MAX_METRIC_WORKFLOWS,
  MAX_QUEUES,
} from '../limits.ts'
import { isHttpUrl } from './is-http-url.ts'
import { listOf } from './list-of.ts'
import { matches } from './matches.ts'
import { variable } from './variable.ts'

const readQueueUrls = (text: string): readonly string[] | undefined => {
  const urls = listOf(isHttpUrl, 1, MAX_QUEUES)(text)
  return urls !== undefined && new Set(urls).size === urls.length ? urls : undefined
}

const isMetadataKey = (key: string): boolean =>
  /^[!-~]{1,64}$/.test(key) && !key.startsWith('hatchet__') && key !== 'traceparent'

/** The base goes into every summary, and links are made by adding to it: it has no credentials, query or fragment. */
const readDashboardUrl = (text: string): string | undefined => {
  if (!isHttpUrl(text)) return undefined
  const { origin, pathname, href, username, password, search, hash } = new URL(text)
  const isBase = username === '' && password === '' && search === '' && hash === ''
  return isBase && href.length <= MAX_DASHBOARD_URL_CHARS ? (origin + pathname).replace(/\/+$/, '') : undefined
}

/** The variables of every function that forwards runs. */
export const sharedVariables = {
  STAGE: variable(matches(/^[A-Za-z][A-Za-z0-9-]{0,31}$/), 'a stage name of letters, digits and hyphens'),
  SUMMARY_QUEUE_URLS: variable(readQueueUrls, `1 to ${MAX_QUEUES} different URLs, separated by commas`),
  RUNS_TABLE: variable(matches(/^[\w.-]{3,255}$/), 'the name of a table'),
  METADATA_KEYS: variable(
    listOf(isMetadataKey, 0, MAX_METADATA_KEYS),
    `none, or at most ${MAX_METADATA_KEYS} keys of up to 64 ASCII characters, separated by commas; not traceparent, nor hatchet__*`,
  ),
  METRIC_WORKFLOWS: variable(
    listOf((name) => /^[\w.-]+$/.test(name) && name.length <= MAX_LOGGED_BYTES, 0, MAX_METRIC_WORKFLOWS),
    `none, or at most ${MAX_METRIC_WORKFLOWS} workflow names of up to ${MAX_LOGGED_BYTES} letters, digits, dots, hyphens and underscores, separated by commas`,
  ),
  HATCHET_DASHBOARD_URL: variable(
    readDashboardUrl,
    `an http or https URL of at most ${MAX_DASHBOARD_URL_CHARS} characters, without credentials, query or fragment`,
    'https://cloud.hatchet.run',
  ),
} as const
