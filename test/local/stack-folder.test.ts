import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStackFolder } from '../../local/stack-folder.ts'

it('keeps the lines of functions until it is closed, and drops those that come after that', () => {
  const path = join(tmpdir(), `relay-folder-${randomUUID()}`)
  const folder = openStackFolder(path)
  folder.log('in time')
  expect(readFileSync(folder.logFile, 'utf8')).toBe('in time\n')
  folder.close()
  folder.log('too late')
  expect(existsSync(path)).toBe(false)
})
