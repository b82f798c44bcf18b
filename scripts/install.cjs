// Installs the dependencies that package-lock.json names, unless they already are: one command from a clone is enough.
// Plain CommonJS for whatever Node runs npm; everything after it runs on the Node that is among the dependencies.
const { createHash } = require('node:crypto')
const { spawnSync } = require('node:child_process')
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const noted = join(root, 'node_modules', '.installed-lock')
const hash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex')

if (!existsSync(noted) || readFileSync(noted, 'utf8') !== hash) {
  process.stderr.write('Installing dependencies (once, about half a minute) …\n')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    : spawnSync('npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  if (status !== 0) {
    process.stderr.write(
      `The dependencies could not be installed${error ? `: ${error.message}` : ''}. Is the npm registry in reach?\n`,
    )
    process.exit(1)
  }
  writeFileSync(noted, hash)
}
