import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning } from './is-running.ts'
import { LOCAL_FOLDER } from './service/project-root.ts'
import type { StackDescription } from './stack-description.ts'

/** Where everything is on the local cloud that is up; null if none is. */
export const readStack = (folder = LOCAL_FOLDER): StackDescription | null => {
  try {
    const description = JSON.parse(readFileSync(join(folder, 'stack.json'), 'utf8'))
    return description.apiUrl !== undefined && isRunning(description.pid) ? description : null
  } catch {
    return null
  }
}
