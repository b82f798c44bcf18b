import { readFileSync } from 'node:fs'
import { UsageError } from './usage-error.ts'
import { userPath } from './user-path.ts'

/**
 * Reads a file that a person named.
 *
 * @throws UsageError, with the name they gave, if it cannot be read
 */
export const readUserFile = (file: string): Buffer => {
  try {
    return readFileSync(userPath(file))
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
  }
}
