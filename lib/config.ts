import * as v from 'valibot'
import { ConfigError } from './errors.ts'
import {
  MAX_DASHBOARD_URL_CHARS,
  MAX_LOGGED_BYTES,
  MAX_METADATA_KEYS,
  MAX_METRIC_WORKFLOWS,
  MAX_QUEUES,
  MAX_TENANTS,
} from './limits.ts'
import { isUuid } from './run/is-uuid.ts'

/** A variable's text, or the default where it is missing or empty, as what `read` makes of it; undefined is refused. */
const variable = <T>(read: (text: string) => T | undefined, expected: string, fallback = '') =>
  v.pipe(
    v.nullish(v.string(), ''),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      const value = read(dataset.value.trim() || fallback)
      if (value !== undefined) return value
      addIssue({ message: expected })
      return NEVER
    }),
  )

/** Texts separated by commas, each of which must pass; at least `min`, at most `max` of them. `none` is none of them. */
const listOf =
  (isValid: (text: string) => boolean, min: number, max: number) =>
  (text: string): readonly string[] | undefined => {
    const items = text === 'none' ? [] : text.split(',').flatMap((item) => item.trim() || [])
    return items.length >= min && items.length <= max && items.every(isValid) ? items : undefined
  }

const matches = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined)

const isHttpUrl = (text: string): boolean => /^https?:\/\//.test(text) && URL.canParse(text)

const readQueueUrls = (text: string): readonly string[] | undefined => {
  const urls = listOf(isHttpUrl, 1, MAX_QUEUES)(text)
  return urls !== undefined && new Set(urls).size === urls.length ? urls : undefined
}

const isMetadataKey = (key: string): boolean =>
  /^[!-~]{1,64}$/.test(key) && !key.startsWith('hatchet__') && key !== 'traceparent'

const readTenants = (text: string): ReadonlySet<string> | null | undefined => {
  if (text === 'all') return null
  const tenants = listOf(isUuid, 1, MAX_TENANTS)(text)
  return tenants && new Set(tenants.map((tenant) => tenant.toLowerCase()))
}

/** The base goes into every summary, and links are made by adding to it: it has no credentials, query or fragment. */
const readDashboardUrl = (text: string): string | undefined => {
  if (!isHttpUrl(text)) return undefined
  const { origin, pathname, href, username, password, search, hash } = new URL(text)
  const isBase = username === '' && password === '' && search === '' && hash === ''
  return isBase && href.length <= MAX_DASHBOARD_URL_CHARS ? (origin + pathname).replace(/\/+$/, '') : undefined
}

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const
const MAX_OVERLAP_MS = 7 * 24 * UNIT_MS.h

const readOverlapMs = (text: string): number | undefined => {
  const [, amount, unit] = /^(\d{1,6})([smh])$/.exec(text) ?? []
  const ms = Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS]
  return ms <= MAX_OVERLAP_MS ? ms : undefined
}

const ReceiveConfigSchema = v.object({
  STAGE: variable(matches(/^[A-Za-z][A-Za-z0-9-]{0,31}$/), 'a stage name of letters, digits and hyphens'),
  SUMMARY_QUEUE_URLS: variable(readQueueUrls, `1 to ${MAX_QUEUES} different URLs, separated by commas`),
  WEBHOOK_SECRET_ID: variable(matches(/^\S{1,2048}$/), 'the name or ARN of a secret'),
  ROTATION_OVERLAP: variable(readOverlapMs, 'a time of 0s to 168h, like 24h or 30m', '24h'),
  TENANTS: variable(readTenants, `all, or 1 to ${MAX_TENANTS} tenant ids (UUIDs), separated by commas`, 'all'),
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
})

export type ReceiveConfig = v.InferOutput<typeof ReceiveConfigSchema>

/**
 * Reads the environment of the receive function.
 *
 * @throws ConfigError that names every bad variable and what it should be, but no value
 */
export const parseReceiveConfig = (env: Readonly<Record<string, string | undefined>>): ReceiveConfig => {
  const parsed = v.safeParse(ReceiveConfigSchema, env)
  if (parsed.success) return parsed.output
  const wrong = parsed.issues.map((issue) => `${v.getDotPath(issue)} must be ${issue.message}`)
  throw new ConfigError(`wrong environment: ${wrong.join('; ')}`)
}
