import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readUserFile } from '../terminal/read-user-file.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { userPath } from '../terminal/user-path.ts'

/** A body to send, and what to call it. */
export interface Payload {
  readonly title: string
  readonly body: Uint8Array
}

/**
 * Reads what is to be sent: files as they are, the `.json` files of folders, and `-` for standard input.
 *
 * @throws UsageError for a file that cannot be read, or a folder without one
 */
export const readPayloads = (sources: readonly string[]): Payload[] => sources.flatMap(readSource)

const readSource = (source: string): Payload[] => {
  if (source === '-') return [{ title: 'standard input', body: readFileSync(0) }]
  const path = userPath(source)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    return [{ title: basename(path), body: readUserFile(source) }]
  }
  const files = readdirSync(path).filter((file) => file.endsWith('.json') && statSync(join(path, file)).isFile())
  if (files.length === 0) throw new UsageError(`${source} holds no .json file`)
  return files.sort().map((file) => ({ title: file, body: readFileSync(join(path, file)) }))
}
