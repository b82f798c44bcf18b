import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describeOwnHatchet } from '../../../local/start/describe-own-hatchet.ts'
import { readOwnHatchet } from '../../../local/start/read-own-hatchet.ts'
import { UsageError } from '../../../local/terminal/usage-error.ts'

const folder = mkdtempSync(join(tmpdir(), 'relay-tenants-'))
const file = join(folder, 'tenants.json')
afterAll(() => rmSync(folder, { recursive: true }))

const TENANT = { tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52', token: 'a-token' }

const read = (content: unknown, dashboard?: string) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readOwnHatchet(file, dashboard)
}

describe('npm start -- --tenants FILE', () => {
  it('polls as a deployment does whose secret holds the file', () => {
    const text = JSON.stringify([TENANT])

    expect(read(text)).toEqual({
      tenants: text,
      apiUrl: 'https://cloud.hatchet.run',
      dashboardUrl: 'https://cloud.hatchet.run',
      polled: [{ ...TENANT, apiUrl: 'https://cloud.hatchet.run', ca: undefined }],
    })
    expect(read(text, 'https://hatchet.example.com/ui/').dashboardUrl).toBe('https://hatchet.example.com/ui')
  })

  it.each<[string, unknown, string | undefined, string]>([
    ['is no JSON', 'a-token', undefined, 'cannot be used'],
    ['names nobody', [], undefined, 'names no tenant'],
    ['has an entry that is wrong', [{ ...TENANT, apiurl: 'http://127.0.0.1' }], undefined, '[0] must be an object of'],
    [
      'has a URL that is none',
      [{ ...TENANT, apiUrl: 'localhost:8080' }],
      undefined,
      '[0].apiUrl must be an http or https',
    ],
    ['comes with a dashboard that is none', [TENANT], 'hatchet', '--dashboard must be an http or https URL'],
  ])('refuses a file that %s, and shows nothing of a token', (_, content, dashboard, words) => {
    const refusal = expect.objectContaining({ message: expect.stringContaining(words) })
    expect(() => read(content, dashboard)).toThrow(refusal)
    expect(() => read(content, dashboard)).toThrow(UsageError)
    expect(() => read(content, dashboard)).not.toThrow(/a-token/)
  })

  it('says what is polled, each once, and what plain http needs in a deployment', () => {
    const plain = { ...TENANT, apiUrl: 'http://127.0.0.1:8080' }
    const other = { ...plain, tenantId: '00000000-0000-4000-8000-000000000001' }
    const [said, saidOfCloud] = [read([plain, other]), read([TENANT])].map((named) =>
      describeOwnHatchet(named).join('\n'),
    )

    expect(said?.match(/http:\/\/\S+/g)).toEqual(['http://127.0.0.1:8080'])
    expect(said).toContain('hatchetAllowHttp=yes')
    expect(saidOfCloud).toContain('https://cloud.hatchet.run')
    expect(saidOfCloud).not.toContain('hatchetAllowHttp')
  })
})
