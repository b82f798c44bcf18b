import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../../local/terminal/say.ts'
import { fillFolder } from '../npm/fill-folder.ts'
import { runNpm } from '../npm/run-npm.ts'

type InstalledExample =
  /** A folder with `node_modules`. */
  | { readonly ok: true; readonly folder: string }
  /** npm's last words, and whether they say that its registry cannot be reached. */
  | { readonly ok: false; readonly lastWords: readonly string[]; readonly isOutOfReach: boolean }

const MANIFESTS = ['package.json', 'package-lock.json']
// Without install scripts: types are all that is wanted. Where there is no network, npm's own retries take minutes.
const FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-retries=1']

/** What npm says of a registry that it cannot reach: codes of Node's sockets, and its own for a server that fails. */
const OUT_OF_REACH =
  /\b(?:E(?:NOTFOUND|AI_AGAIN|CONN(?:REFUSED|RESET)|TIMEDOUT|NETUNREACH|HOSTUNREACH|50\d)|ERR_SOCKET_TIMEOUT)\b/

/**
 * Installs the dependencies of an example, unless they were installed before.
 *
 * @param cacheFolder - where they stay for the next time
 */
export const installExample = async (
  example: string,
  cacheFolder: string,
  signal: AbortSignal,
): Promise<InstalledExample> => {
  const installed = join(cacheFolder, `hatchet-worker-${lockHash(example)}`)
  if (existsSync(installed)) return { ok: true, folder: installed }
  say('Installing the Hatchet SDK (once, about 40 MB) …')
  const lastWords = await fillFolder(installed, async (folder) => {
    for (const file of MANIFESTS) copyFileSync(join(example, file), join(folder, file))
    const words = await runNpm(['ci', ...FLAGS], { folder, environment: process.env, signal })
    signal.throwIfAborted()
    return words
  })
  if (lastWords === null) return { ok: true, folder: installed }
  return { ok: false, lastWords, isOutOfReach: OUT_OF_REACH.test(lastWords.join('\n')) }
}

const lockHash = (example: string): string =>
  createHash('sha256')
    .update(readFileSync(join(example, 'package-lock.json')))
    .digest('hex')
    .slice(0, 12)
