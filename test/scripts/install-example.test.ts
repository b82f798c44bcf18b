import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { installExample } from '../../scripts/examples/install-example.ts'

let folder = ''
const cache = () => join(folder, 'cache')
const npmDoes = (script: string): void => writeFileSync(join(folder, 'npm.cjs'), script)
const install = () => installExample(join(folder, 'example'), cache(), new AbortController().signal)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-install-example-'))
  mkdirSync(join(folder, 'example'))
  for (const file of ['package.json', 'package-lock.json']) writeFileSync(join(folder, 'example', file), '{}')
  vi.stubEnv('npm_execpath', join(folder, 'npm.cjs'))
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => rmSync(folder, { recursive: true }))

describe("installing an example's dependencies", () => {
  it('runs no install script, and keeps what npm has installed for the next time', async () => {
    npmDoes('require("node:fs").writeFileSync("ran", process.argv.slice(2).join(" "))')
    const first = await install()
    npmDoes('process.exitCode = 1')

    expect(await install()).toEqual(first)
    expect(first).toMatchObject({ ok: true, folder: join(cache(), readdirSync(cache())[0] ?? '') })
    expect(readdirSync(first.ok ? first.folder : '')).toEqual(['package-lock.json', 'package.json', 'ran'])
  })

  it.each([
    ['npm error code ECONNREFUSED', true],
    ['npm error code EAI_AGAIN', true],
    ['npm error code E503', true],
    ['npm error code EUSAGE', false],
    ['npm error code E404', false],
    ['npm error code EINTEGRITY', false],
  ])(
    'leaves nothing where npm fails with "%s", and knows whether its registry was out of reach',
    async (words, isOutOfReach) => {
      npmDoes(`process.stderr.write(${JSON.stringify(words)} + '\\n'); process.exitCode = 1`)

      expect(await install()).toEqual({ ok: false, lastWords: [words], isOutOfReach })
      expect(readdirSync(cache())).toEqual([])
    },
  )
})
