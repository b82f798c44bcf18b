import { readFileSync } from 'node:fs'
import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseJson } from '../../lib/run/parse-json.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { userPath } from '../terminal/user-path.ts'

/** A file to invoke a function with. */
export interface EventFile {
  /** Its exact bytes. */
  readonly content: Buffer
  /** The object they hold. */
  readonly value: Readonly<Record<string, unknown>>
}

/** @throws UsageError if the file cannot be read, or holds no JSON object */
export const readEventFile = (file: string): EventFile => {
  const content = readContent(file)
  const value = parseJson(content.toString())
  if (!isJsonObject(value)) throw new UsageError(`${file} holds no JSON object`)
  return { content, value }
}

const readContent = (file: string): Buffer => {
  try {
    return readFileSync(userPath(file))
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}
