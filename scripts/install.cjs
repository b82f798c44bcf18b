// Installs the dependencies that package-lock.json names, unless they already are: one command from a clone is enough.
// Plain CommonJS for whatever Node runs npm; everything after it runs on the Node that is among the dependencies.
const { createHash } = require('node:crypto')
const { execFileSync, spawnSync } = require('node:child_process')
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const noted = join(root, 'node_modules', '.installed-lock')
const hash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex')

const fail = (message) => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** The Node that npm's scripts will run on: the installed one, or this one where there is none. */
const nodeVersion = () => {
  const installed = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (!existsSync(installed)) return process.version
  return execFileSync(installed, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' }).trim()
}

const install = () => {
  process.stderr.write('Installing dependencies (once, about half a minute) …\n')
  const npm = process.env.npm_execpath
  // Whatever NODE_ENV or the user's configuration says: the tools are development dependencies, Node is an optional one. No
  // package runs code of its own here; `ignore-scripts` in .npmrc would also switch off the pre-scripts that start this file.
  const include = ['--include=dev', '--include=optional', '--ignore-scripts']
  const args = ['ci', ...include, '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: root, stdio: ['ignore', 2, 2] }
  const { status, error } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  if (status !== 0) {
    fail(`The dependencies could not be installed${error ? `: ${error.message}` : ''}. Is the npm registry in reach?`)
  }
}

if (!existsSync(noted) || readFileSync(noted, 'utf8') !== hash) {
  install()
  const version = nodeVersion()
  if (Number(/^v(\d+)/.exec(version)?.[1]) < 24) {
    fail(
      `There is no package of Node 24 for ${process.platform}-${process.arch}, and this is Node ${version}: use Node 24.`,
    )
  }
  writeFileSync(noted, hash)
}
