// Installs the dependencies that package-lock.json names, unless they already are: one command from a clone is enough.
// Plain CommonJS for whatever Node runs npm; everything after it runs on the Node that is among the dependencies.
const { createHash } = require('node:crypto')
const { execFileSync, spawnSync } = require('node:child_process')
const { existsSync, readFileSync, symlinkSync, writeFileSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const isWindows = process.platform === 'win32'
/** The Node that npm's scripts run on, once it is installed. */
const nodeCommand = join(root, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node')
const noted = join(root, 'node_modules', '.installed-lock')
const hash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex')

const fail = (message) => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

/** npm 10 drops the packages of other platforms after it has linked this one's, and their command with them: the same. */
const linkNode = () => {
  if (existsSync(nodeCommand)) return
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys(optionalDependencies)) {
    const program = join('..', name, 'bin', isWindows ? 'node.exe' : 'node')
    if (!existsSync(join(nodeCommand, '..', program))) continue
    if (isWindows) writeFileSync(nodeCommand, `@"%~dp0${program}" %*\r\n`)
    else symlinkSync(program, nodeCommand)
  }
}

/** That of the installed Node, or of this one where there is none. */
const nodeVersion = () => {
  if (!existsSync(nodeCommand)) return process.version
  return execFileSync(nodeCommand, ['--version'], { encoding: 'utf8', shell: isWindows }).trim()
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
    : spawnSync('npm', args, { ...options, shell: isWindows })
  if (status !== 0) {
    fail(`The dependencies could not be installed${error ? `: ${error.message}` : ''}. Is the npm registry in reach?`)
  }
}

if (!existsSync(noted) || readFileSync(noted, 'utf8') !== hash) {
  install()
  linkNode()
  const version = nodeVersion()
  if (Number(/^v(\d+)/.exec(version)?.[1]) < 24) {
    fail(
      `There is no package of Node 24 for ${process.platform}-${process.arch}, and this is Node ${version}: use Node 24.`,
    )
  }
  writeFileSync(noted, hash)
}
// Since then an install by hand may have dropped it.
linkNode()
