import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildRuntimeClient } from '../../scripts/runtime-client/build-runtime-client.ts'
import { whyNotBuildable } from '../../scripts/runtime-client/why-not-buildable.ts'

let folder = ''
const bin = () => join(folder, 'bin')
const cache = () => join(folder, 'cache')
/** Puts a program on the PATH, on which there is no other. */
const addProgram = (name: string, script = 'exit 0'): void => {
  writeFileSync(join(bin(), name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(bin(), name), 0o755)
}
const addTools = (...names: string[]): void => {
  for (const name of names) addProgram(name)
}
const npm = () => join(folder, 'npm.cjs')
const npmDoes = (script: string): void => writeFileSync(npm(), script)
const build = (signal = new AbortController().signal) => buildRuntimeClient('4.0.2', cache(), signal)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-build-client-'))
  mkdirSync(bin())
  mkdirSync(cache())
  vi.stubEnv('PATH', bin())
  vi.stubEnv('npm_execpath', npm())
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => rmSync(folder, { recursive: true }))

// What it needs of the machine is Linux's.
describe.runIf(process.platform === 'linux')("building Lambda's own client", () => {
  it('names every tool that is missing, or does not run', async () => {
    addTools('cmake', 'make', 'tar', 'xz')
    addProgram('python3', 'exit 127')
    expect(await build()).toEqual({ ok: false, reason: 'g++ and python3 are not installed' })
    expect(readdirSync(cache())).toEqual([])
  })

  it('says so where the platform, or a Node without headers, does not allow it', () => {
    addTools('cmake', 'make', 'g++', 'python3', 'tar', 'xz')
    expect(whyNotBuildable(folder, 'darwin')).toBe('it builds on Linux only, and this is darwin')
    expect(whyNotBuildable(folder)).toBe(`Node's headers are not in ${folder}`)
  })

  it('takes one that was built before, whatever is missing now', async () => {
    const built = join(cache(), 'aws-lambda-ric-4.0.2/node_modules/aws-lambda-ric')
    mkdirSync(built, { recursive: true })
    writeFileSync(join(built, 'index.mjs'), '')
    expect(await build()).toEqual({ ok: true, file: join(built, 'index.mjs') })
  })

  describe('with all that it needs', () => {
    const INSTALL = `
      const { mkdirSync, writeFileSync } = require('node:fs')
      const installed = process.argv[process.argv.indexOf('--prefix') + 1] + '/node_modules/aws-lambda-ric/'
      mkdirSync(installed, { recursive: true })
      writeFileSync(installed + 'index.mjs', '')`
    beforeEach(() => addTools('cmake', 'make', 'g++', 'python3', 'tar', 'xz'))

    it('keeps what npm has built with the headers of this Node', async () => {
      npmDoes(`${INSTALL}; writeFileSync(installed + 'rapid-client.node', process.env.npm_config_nodedir)`)
      const client = await build()
      expect(client).toEqual({ ok: true, file: expect.stringContaining('/aws-lambda-ric-4.0.2/node_modules/') })
      const native = join(cache(), 'aws-lambda-ric-4.0.2/node_modules/aws-lambda-ric/rapid-client.node')
      expect(existsSync(join(readFileSync(native, 'utf8'), 'include/node/node_api.h'))).toBe(true)
      expect(readdirSync(cache())).toEqual(['aws-lambda-ric-4.0.2'])
    })

    it('shows what npm said when it failed, and leaves nothing', async () => {
      npmDoes('process.stderr.write("no compiler today\\n"); process.exitCode = 1')
      expect(await build()).toEqual({ ok: false, reason: 'npm install failed, see above' })
      expect(process.stderr.write).toHaveBeenCalledWith('no compiler today\n')
      expect(readdirSync(cache())).toEqual([])
    })

    it('does not take an install without its scripts for a build', async () => {
      npmDoes(INSTALL)
      expect(await build()).toEqual({ ok: false, reason: 'npm did not run its install scripts' })
      expect(readdirSync(cache())).toEqual([])
    })

    it('ends npm and what npm has started when it is interrupted, and leaves nothing', async () => {
      const started = join(folder, 'started')
      // It holds npm's output open: npm is not done before its end.
      npmDoes(`
        require('node:child_process').spawn('/bin/sleep', ['60'], { stdio: 'inherit' })
        require('node:fs').writeFileSync(${JSON.stringify(started)}, '')`)
      const stopping = new AbortController()
      const building = build(stopping.signal)
      await vi.waitUntil(() => existsSync(started), { timeout: 4_000 })
      stopping.abort()
      await expect(building).rejects.toThrow('aborted')
      expect(readdirSync(cache())).toEqual([])
    })
  })
})
