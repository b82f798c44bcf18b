import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const bundle = readFileSync(new URL('../../dist/receive.cjs', import.meta.url), 'utf8')

describe('the bundle of receive', () => {
  it('is at most 290 KB: every byte of it is loaded at a cold start', () => {
    expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(290_000)
  })

  it('takes credentials from the environment only, as Lambda gives them', () => {
    expect(bundle).toContain('AWS_ACCESS_KEY_ID')
    expect(bundle).not.toMatch(/AssumeRole|sso_session|AWS_CONTAINER_CREDENTIALS|credential_process|WEB_IDENTITY/)
  })

  it('has no event streams', () => {
    expect(bundle).not.toContain(':event-type')
  })

  it('exports the handler', () => {
    expect(bundle).toMatch(/module\.exports\s*=/)
  })
})
