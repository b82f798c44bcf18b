import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

/** Stands for npm: notes how it was called. */
const NPM = `require('node:fs').appendFileSync(__filename + '.log', process.argv.slice(2).join(' ') + '\\n')`
const NODE_PACKAGE = 'node-of-this-platform'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relay-install-'))
  for (const name of ['scripts', 'node_modules/.bin', `node_modules/${NODE_PACKAGE}/bin`]) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  const optionalDependencies = { 'node-of-another': '24.0.0', [NODE_PACKAGE]: '24.0.0' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ optionalDependencies }))
  symlinkSync(process.execPath, join(folder, 'node_modules', NODE_PACKAGE, 'bin/node'))
  copyFileSync('scripts/install.cjs', join(folder, 'scripts/install.cjs'))
  writeFileSync(join(folder, 'npm.cjs'), NPM)
  writeFileSync(join(folder, 'npm.cjs.log'), '')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const install = (lock: string): void => {
  writeFileSync(join(folder, 'package-lock.json'), lock)
  const env = { ...process.env, npm_execpath: join(folder, 'npm.cjs') }
  execFileSync(process.execPath, [join(folder, 'scripts/install.cjs')], { env, stdio: ['ignore', 'ignore', 'ignore'] })
}
const calls = () => readFileSync(join(folder, 'npm.cjs.log'), 'utf8').split('\n').slice(0, -1)

it('installs what the lock file names, and lets no package run code meanwhile', () => {
  install('{}')

  expect(calls()).toEqual([expect.stringMatching(/^ci .*--ignore-scripts(?: |$)/)])
})

it('installs again only when the lock file has changed', () => {
  for (const lock of ['{}', '{}', '{ }']) install(lock)

  expect(calls()).toHaveLength(2)
})

it('gives scripts the Node that was installed where npm did not, or an install by hand took it away', () => {
  const command = join(folder, 'node_modules/.bin/node')
  for (let round = 0; round < 2; round += 1) {
    install('{}')

    expect(execFileSync(command, ['--version'], { encoding: 'utf8' }).trim()).toBe(process.version)
    rmSync(command)
  }
})
