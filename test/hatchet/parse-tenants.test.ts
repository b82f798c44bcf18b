import { rootCertificates } from 'node:tls'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SecretError } from '../../lib/errors.ts'
import { parseTenants } from '../../lib/hatchet/parse-tenants.ts'
import { TENANT_ID, TOKEN } from './hatchet-world.ts'

const OPTIONS = { apiUrl: 'https://cloud.onhatchet.run', allowHttp: false }
const TENANT = { tenantId: TENANT_ID, token: TOKEN }
const OTHER = { ...TENANT, tenantId: '00000000-0000-4000-8000-000000000000' }
const [CA = ''] = rootCertificates

const parse = (secret: unknown, options = OPTIONS) => parseTenants(JSON.stringify(secret), options)

const refusalOf = (secretText: string, options = OPTIONS): string => {
  try {
    parseTenants(secretText, options)
  } catch (fault) {
    if (fault instanceof SecretError) return fault.message
    throw fault
  }
  throw new Error('was taken')
}

const tenants = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...TENANT,
    tenantId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  }))

const HTTPS_URL = 'an https URL without credentials, query or fragment'
const VISIBLE = '1 to 8192 visible ASCII characters'

describe('parseTenants', () => {
  it.each(['', ' \n\t', '[]', ' [ ] '])('names no tenant where the secret is %j', (secretText) => {
    expect(parseTenants(secretText, OPTIONS)).toEqual([])
  })

  it('reads a tenant with what all have in common', () => {
    expect(parse([TENANT])).toEqual([{ ...TENANT, apiUrl: OPTIONS.apiUrl, ca: undefined }])
  })

  it('reads each tenant with a URL and an authority of its own, in order', () => {
    const own = {
      ...TENANT,
      tenantId: TENANT_ID.toUpperCase(),
      apiUrl: 'https://hatchet.internal:8443/api-of/us/',
      ca: CA,
    }

    expect(parse([OTHER, own])).toEqual([
      { ...OTHER, apiUrl: OPTIONS.apiUrl, ca: undefined },
      { ...TENANT, apiUrl: 'https://hatchet.internal:8443/api-of/us', ca: CA },
    ])
  })

  it('takes null for a URL and an authority that are not given', () => {
    expect(parse([{ ...TENANT, apiUrl: null, ca: null }])).toEqual(parse([TENANT]))
  })

  it('takes http where that is allowed', () => {
    const [tenant] = parse([{ ...TENANT, apiUrl: 'http://10.0.0.7:8080' }], { ...OPTIONS, allowHttp: true })
    expect(tenant?.apiUrl).toBe('http://10.0.0.7:8080')
  })

  it.each([1, 8192])('takes a token of %i characters', (length) => {
    expect(parse([{ ...TENANT, token: '~'.repeat(length) }])[0]?.token).toHaveLength(length)
  })

  it('takes 50 tenants, and no more', () => {
    expect(parse(tenants(50))).toHaveLength(50)
    expect(refusalOf(JSON.stringify(tenants(51)))).toContain('it must be a JSON list of at most 50')
  })

  it.each(['hunter2', '{', '{}', 'null', '7', '"hunter2"', '[{]'])('refuses %s, which is no list', (secretText) => {
    expect(refusalOf(secretText)).toBe("the secret of Hatchet's tenants is wrong: it must be a JSON list of at most 50")
  })

  it.each([
    ['[1]', null, 'an object of tenantId, token, apiUrl, ca and nothing else'],
    ['[1]', [TENANT], 'an object of tenantId, token, apiUrl, ca and nothing else'],
    ['[1]', { ...TENANT, apiURL: 'https://hunter2' }, 'an object of tenantId, token, apiUrl, ca and nothing else'],
    ['[1].tenantId', { token: TOKEN }, 'a UUID'],
    ['[1].tenantId', { ...TENANT, tenantId: 'hunter2' }, 'a UUID'],
    ['[1].tenantId', { ...TENANT, tenantId: 7 }, 'a UUID'],
    ['[1].tenantId', { ...TENANT, tenantId: OTHER.tenantId }, 'another than those before it'],
    ['[1].token', { tenantId: TENANT_ID }, VISIBLE],
    ['[1].token', { ...TENANT, token: null }, VISIBLE],
    ['[1].token', { ...TENANT, token: '' }, VISIBLE],
    ['[1].token', { ...TENANT, token: 'hunter2\r\nhost: x' }, VISIBLE],
    ['[1].token', { ...TENANT, token: 'hunter2\n' }, VISIBLE],
    ['[1].token', { ...TENANT, token: 'hunter 2' }, VISIBLE],
    ['[1].token', { ...TENANT, token: 'hünter2' }, VISIBLE],
    ['[1].token', { ...TENANT, token: 'x'.repeat(8193) }, VISIBLE],
    ['[1].apiUrl', { ...TENANT, apiUrl: '' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 7 }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'hunter2' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'http://hunter2' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'ftp://hunter2' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'https://hunter2@host' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'https://:hunter2@host' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'https://host/?hunter2' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'https://host/#hunter2' }, HTTPS_URL],
    ['[1].apiUrl', { ...TENANT, apiUrl: 'https://' }, HTTPS_URL],
    ['[1].ca', { ...TENANT, ca: 7 }, 'PEM of a certificate'],
    ['[1].ca', { ...TENANT, ca: '' }, 'PEM of a certificate'],
    ['[1].ca', { ...TENANT, ca: 'hunter2' }, 'PEM of a certificate'],
    [
      '[1].ca',
      { ...TENANT, ca: '-----BEGIN CERTIFICATE-----\nhunter2\n-----END CERTIFICATE-----' },
      'PEM of a certificate',
    ],
    ['[1].ca', { ...TENANT, ca: CA.replaceAll('\n', '\\n') }, 'PEM of a certificate'],
  ])('names %s and what it must be, not what it is: %j', (path, tenant, expected) => {
    const message = refusalOf(JSON.stringify([OTHER, tenant]))

    expect(message).toBe(`the secret of Hatchet's tenants is wrong: ${path} must be ${expected}`)
  })

  it('refuses the URL that all have in common as it does their own', () => {
    const options = { ...OPTIONS, apiUrl: 'http://hunter2' }

    expect(refusalOf(JSON.stringify([TENANT]), options)).toContain(`[0].apiUrl must be ${HTTPS_URL}`)
  })

  it('says that http would do where it is allowed', () => {
    const message = refusalOf(JSON.stringify([{ ...TENANT, apiUrl: 'ftp://x' }]), { ...OPTIONS, allowHttp: true })

    expect(message).toContain('an http or https URL')
  })

  it('reads or refuses any JSON, and is never thrown at', () => {
    const anyTenant = fc.record(
      {
        tenantId: fc.oneof(fc.jsonValue(), fc.uuid()),
        token: fc.oneof(fc.jsonValue(), fc.constant(TOKEN)),
        apiUrl: fc.oneof(fc.jsonValue(), fc.webUrl()),
        ca: fc.jsonValue(),
      },
      { requiredKeys: ['tenantId', 'token'] },
    )
    const isReadOrRefused = (secretText: string) => {
      try {
        parseTenants(secretText, OPTIONS)
      } catch (fault) {
        expect(fault).toBeInstanceOf(SecretError)
        expect(String(fault)).not.toContain('hunter2')
      }
    }
    fc.assert(fc.property(fc.jsonValue(), (value) => isReadOrRefused(JSON.stringify(value))))
    fc.assert(fc.property(fc.array(anyTenant, { maxLength: 3 }), (list) => isReadOrRefused(JSON.stringify(list))))
    fc.assert(fc.property(fc.string(), isReadOrRefused))
  })
})
