import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseJson } from '../../lib/run/parse-json.ts'
import { readUserFile } from '../terminal/read-user-file.ts'
import { UsageError } from '../terminal/usage-error.ts'

/** A file to invoke a function with. */
export interface EventFile {
  /** Its exact bytes. */
  readonly content: Buffer
  /** The object they hold. */
  readonly value: Readonly<Record<string, unknown>>
}

/** @throws UsageError if the file cannot be read, or holds no JSON object */
export const readEventFile = (file: string): EventFile => {
  const content = readUserFile(file)
  const value = parseJson(content.toString())
  if (!isJsonObject(value)) throw new UsageError(`${file} holds no JSON object`)
  return { content, value }
}
