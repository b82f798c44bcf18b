import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHatchetRuns } from '../../lib/hatchet/create-hatchet-runs.ts'
import { parseTenants } from '../../lib/hatchet/parse-tenants.ts'
import { faultOf, NOW, QUERY, recordedList, SIGNAL, TENANT_ID, TOKEN } from './hatchet-world.ts'

const OPENSSL = 'openssl'
const hasOpenssl = spawnSync(OPENSSL, ['version']).status === 0

/** A certificate for 127.0.0.1 that nobody but itself has signed, and its key. */
const makeCertificate = () => {
  const folder = mkdtempSync(join(tmpdir(), 'hatchet-ca-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const made = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    keyFile,
    '-out',
    certFile,
  ]
  const named = ['-subj', '/CN=hatchet', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2']
  execFileSync(OPENSSL, ['req', '-x509', ...made, ...named], { stdio: 'ignore' })
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') }
}

/** A Hatchet behind TLS, and its client as the tenants secret describes it. */
const startTlsHatchet = async (trusts: (cert: string) => { readonly ca?: string }) => {
  const { key, cert } = makeCertificate()
  const tokens: unknown[] = []
  const server = createServer({ key, cert }, (request, response) => {
    tokens.push(request.headers.authorization)
    response.end(JSON.stringify(recordedList('list.limit-3')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close().closeAllConnections()
  })
  const apiUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const secret = JSON.stringify([{ tenantId: TENANT_ID, token: TOKEN, ...trusts(cert) }])
  const [tenant] = parseTenants(secret, { apiUrl, allowHttp: false })
  if (tenant === undefined) throw new Error('no tenant')
  const runs = createHatchetRuns(tenant, { now: () => NOW, sleep: async () => undefined, random: () => 0 })
  return { runs, tokens }
}

describe.skipIf(!hasOpenssl)('a Hatchet with a certificate of its own', () => {
  it('is asked where the tenant names its authority', async () => {
    const { runs, tokens } = await startTlsHatchet((ca) => ({ ca }))

    expect((await runs.list(QUERY, SIGNAL)).rows).toHaveLength(3)
    expect(tokens).toEqual([`Bearer ${TOKEN}`])
  })

  it('gets no token where the tenant names none', async () => {
    const { runs, tokens } = await startTlsHatchet(() => ({}))

    expect(await faultOf(runs.list(QUERY, SIGNAL))).toMatchObject({
      reason: 'unavailable',
      message: 'listing runs: no whole answer (DEPTH_ZERO_SELF_SIGNED_CERT)',
    })
    expect(tokens).toEqual([])
  })

  it('gets no token where the tenant names another authority', async () => {
    const { runs, tokens } = await startTlsHatchet(() => ({ ca: makeCertificate().cert }))

    expect((await faultOf(runs.list(QUERY, SIGNAL))).reason).toBe('unavailable')
    expect(tokens).toEqual([])
  })
})
