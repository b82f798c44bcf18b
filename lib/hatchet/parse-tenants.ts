import { X509Certificate } from 'node:crypto'
import * as v from 'valibot'
import { SecretError } from '../errors.ts'
import { MAX_HATCHET_TOKEN_CHARS, MAX_TENANTS } from '../limits.ts'
import { isJsonObject } from '../run/is-json-object.ts'
import { isUuid } from '../run/is-uuid.ts'
import { parseJson } from '../run/parse-json.ts'
import type { HatchetTenant } from './hatchet-tenant.ts'
import { parseApiUrl } from './parse-api-url.ts'

export interface TenantsOptions {
  /** For tenants without a URL of their own. */
  readonly apiUrl: string
  /** Whether http: URLs are taken. */
  readonly allowHttp: boolean
}

// Every check says what it expects in words of its own: valibot's default messages repeat the refused value.

const MEMBERS = ['tenantId', 'token', 'apiUrl', 'ca']

/** A misspelt `apiUrl` would send the token to the default one. */
const isTenantObject = (value: unknown): value is Record<string, unknown> =>
  isJsonObject(value) && Object.keys(value).every((key) => MEMBERS.includes(key))

/** Node takes no notice of text that is no certificate, and then trusts nobody. */
const isCertificate = (text: string): boolean => {
  try {
    return new X509Certificate(text).raw.length > 0
  } catch {
    return false
  }
}

const textWhere = (isValid: (text: string) => boolean, expected: string) =>
  v.pipe(v.optional(v.string(expected), ''), v.check(isValid, expected))

const tenantSchema = ({ apiUrl, allowHttp }: TenantsOptions) => {
  const url = `an ${allowHttp ? 'http or https' : 'https'} URL without credentials, query or fragment`
  return v.pipe(
    v.custom<Record<string, unknown>>(isTenantObject, `an object of ${MEMBERS.join(', ')} and nothing else`),
    v.object({
      tenantId: v.pipe(
        textWhere(isUuid, 'a UUID'),
        v.transform((text) => text.toLowerCase()),
      ),
      token: textWhere(
        (text) => /^[!-~]+$/.test(text) && text.length <= MAX_HATCHET_TOKEN_CHARS,
        `1 to ${MAX_HATCHET_TOKEN_CHARS} visible ASCII characters`,
      ),
      apiUrl: v.pipe(
        v.nullish(v.string(url), apiUrl),
        v.transform((text) => parseApiUrl(text, allowHttp)),
        v.string(url),
      ),
      ca: v.nullish(v.pipe(v.string('PEM of a certificate'), v.check(isCertificate, 'PEM of a certificate'))),
    }),
  )
}

const refuse = (path: string, expected: string): never => {
  throw new SecretError(`the secret of Hatchet's tenants is wrong: ${path} must be ${expected}`)
}

/**
 * Reads the secret that names the polled tenants: JSON `[{"tenantId", "token", "apiUrl"?, "ca"?}]`.
 *
 * @param secretText - an empty text and `[]` name none
 * @throws SecretError that names the first wrong place, and what it should be, but no value
 */
export const parseTenants = (secretText: string, options: TenantsOptions): readonly HatchetTenant[] => {
  if (secretText.trim() === '') return []
  const list = parseJson(secretText)
  if (!Array.isArray(list) || list.length > MAX_TENANTS) return refuse('it', `a JSON list of at most ${MAX_TENANTS}`)
  const schema = tenantSchema(options)
  const tenants = list.map((item: unknown, index): HatchetTenant => {
    const parsed = v.safeParse(schema, item, { abortEarly: true })
    if (parsed.success) return { ...parsed.output, ca: parsed.output.ca ?? undefined }
    const [issue] = parsed.issues
    return refuse([`[${index}]`, ...(issue.path ?? []).map(({ key }) => String(key))].join('.'), issue.message)
  })
  const repeated = tenants.findIndex(({ tenantId }, at) => tenants.findIndex((one) => one.tenantId === tenantId) < at)
  return repeated === -1 ? tenants : refuse(`[${repeated}].tenantId`, 'another than those before it')
}
