import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder that is there whole, or not at all: one that is interrupted is not taken for one.
 *
 * @param fill - fills a folder beside it; answers null if that is whole, and else why it is not
 * @returns what `fill` answered
 */
export const fillFolder = async <T>(path: string, fill: (folder: string) => Promise<T | null>): Promise<T | null> => {
  mkdirSync(dirname(path), { recursive: true })
  const folder = mkdtempSync(`${path}-`)
  const clear = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', clear)
  try {
    const fault = await fill(folder)
    if (fault === null) renameSync(folder, path)
    return fault
  } finally {
    clear()
    process.off('exit', clear)
  }
}
