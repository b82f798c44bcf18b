import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { complain } from '../../local/terminal/complain.ts'
import { duration } from '../../local/terminal/duration.ts'
import { say } from '../../local/terminal/say.ts'
import { runProgram } from '../run-program.ts'
import { findPython } from './find-python.ts'
import type { PythonTool } from './python-tool.ts'

/** Packages by version are listed beside this. */
const LISTS = import.meta.dirname

/**
 * Installs a tool written in Python, unless it was before, into an environment of its own: nothing of the machine's Python
 * is changed.
 *
 * @param name - of its list of packages, `moto`
 * @param cacheFolder - where it stays for the next time
 */
export const preparePythonTool = async (
  name: string,
  cacheFolder: string,
  signal: AbortSignal,
): Promise<PythonTool> => {
  const list = join(LISTS, `${name}.txt`)
  const python = findPython()
  if (!python.ok) return python
  const hash = createHash('sha256').update(readFileSync(list)).update(python.version).digest('hex').slice(0, 12)
  const folder = join(cacheFolder, `${name}-${hash}`)
  const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin')
  // Noted last: an installation that was interrupted is not taken for one.
  const noted = join(folder, '.installed')
  if (existsSync(noted)) return { ok: true, bin }

  say(`Installing ${name} with Python ${python.version} (once, about a minute) …`)
  const start = performance.now()
  mkdirSync(cacheFolder, { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  const run = (command: string, args: readonly string[]) =>
    runProgram({ command, args, cwd: cacheFolder, environment: process.env, signal })
  const made = await run(python.command, ['-m', 'venv', folder])
  const installed =
    made.code === 0 ? await run(join(bin, 'python'), ['-m', 'pip', 'install', '--quiet', '--requirement', list]) : made
  signal.throwIfAborted()
  if (installed.code !== 0) {
    complain(...installed.lastWords)
    return { ok: false, reason: `${made.code === 0 ? 'pip install' : 'python -m venv'} failed, see above` }
  }
  writeFileSync(noted, '')
  say(`Installed in ${duration(Math.round(performance.now() - start))}.`)
  return { ok: true, bin }
}
