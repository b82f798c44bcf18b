import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { buildLocalHandlers } from '../../local/build-local-handlers.ts'
import { buildHandlers } from '../../scripts/build-handlers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what is packaged in this run of tests. */
    packagesFolder: string
  }
}

/** End-to-end tests run the bundles that AWS would run, and those of the local cloud. */
export const setup = async (project: TestProject): Promise<() => void> => {
  await buildHandlers()
  await buildLocalHandlers()
  const folder = mkdtempSync(join(tmpdir(), 'relay-packages-'))
  project.provide('packagesFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
