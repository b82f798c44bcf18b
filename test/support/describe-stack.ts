import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { LOCAL_FOLDER } from '../../local/service/project-root.ts'

/** A local cloud is up, as far as commands can see, until the test is over. RELAY_LOCAL_DIR must name a folder of the test's. */
export const describeStack = (endpoints: Readonly<Record<string, string>>, incidents = 'incidents'): void => {
  const folder = process.env['RELAY_LOCAL_DIR'] ?? ''
  if (folder === '' || LOCAL_FOLDER !== folder) throw new Error("the folder of the local cloud is not the test's own")
  mkdirSync(folder, { recursive: true })
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const stack = { apiUrl: 'http://127.0.0.1:1', endpoints, tables: { incidents, runs: 'runs' }, pid: process.pid }
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack))
}
