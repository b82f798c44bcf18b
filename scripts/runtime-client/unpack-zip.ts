import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/**
 * Unpacks a zip file. By Python, which building Lambda's client needs too: Node has no reader of zip files.
 *
 * @throws if there is no such file, or it is no zip file
 */
export const unpackZip = (zip: string, folder: string): void => {
  if (!existsSync(zip)) throw new Error(`there is no ${zip}: "npm run package" makes it`)
  const { status, stderr, error } = spawnSync('python3', ['-m', 'zipfile', '-e', zip, folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${zip} cannot be unpacked: ${error?.message ?? stderr.trim().split('\n').at(-1)}`)
}
