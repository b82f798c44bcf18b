import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseRunReport } from '../../lib/run/parse-run-report.ts'
import { parseSigningSecret } from '../../lib/webhook/parse-signing-secret.ts'
import { readSignatureHeaders } from '../../lib/webhook/read-signature-headers.ts'
import { REFUSALS } from '../../lib/webhook/refusals.ts'
import { verifySignature } from '../../lib/webhook/verify-signature.ts'

const page = new URL('../../docs/sending.md', import.meta.url)
const text = readFileSync(page, 'utf8')

describe('docs/sending.md', () => {
  it('has a signature to compare with that the relay takes, and a body', () => {
    const vector = new Map(text.match(/^(?:secret|id|timestamp|body|signature) {2,}.*$/gm)?.map(nameAndValue))
    const part = (name: string): string => vector.get(name) ?? ''
    const headers = readSignatureHeaders((name) => part(name.replace('webhook-', '')), Number(part('timestamp')))
    const keys = [{ keyId: 'current' as const, key: parseSigningSecret(part('secret')) }]

    expect(headers.ok && verifySignature(headers.headers, part('body'), keys)).toBe(keys[0])
    expect(parseRunReport(JSON.parse(part('body'))).ok).toBe(true)
    // A signature of UTF-16 or Latin-1 differs.
    expect(part('body')).toMatch(/[^\0-\x7f]/)
  })

  it('tells of every answer what it means', () => {
    const told = text.match(/^\| [\d, ]+ /gm)?.join(' ')
    for (const status of [200, 202, ...Object.values(REFUSALS).map(({ statusCode }) => statusCode)]) {
      expect(told).toContain(String(status))
    }
  })

  it('links to files and headings that there are', () => {
    const links = Array.from(text.matchAll(/\]\((?!https:)([^)]+)\)/g), ([, link = '']) => link.split('#'))

    expect(links.length).toBeGreaterThan(5)
    for (const [file = '', heading] of links) {
      const target = file === '' ? page : new URL(file, page)
      expect(existsSync(target), file).toBe(true)
      if (heading !== undefined) expect(headingsOf(readFileSync(target, 'utf8'))).toContain(heading)
    }
  })
})

const nameAndValue = (line: string): [string, string] => {
  const [name = ''] = line.split(' ', 1)
  return [name, line.slice(name.length).trim()]
}

/** As links name them. */
const headingsOf = (markdown: string): string[] =>
  Array.from(markdown.matchAll(/^#+ (.*)$/gm), ([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))
