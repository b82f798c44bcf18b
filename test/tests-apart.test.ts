import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { TESTS_APART } from './support/tests-apart.ts'

/** What outlives a test file in a process that it shares. */
const OUTLIVES = /\bvi\.(?:mock|doMock|hoisted|resetModules)\(|\bmockClient\([A-Z]|\bprocess\.env\[[^\]]+\] = /

/** The text of a test file, and of what it imports of test/. */
const textOf = (file: string, seen = new Set<string>()): string => {
  if (seen.has(file)) return ''
  seen.add(file)
  const text = readFileSync(file, 'utf8')
  const imported = Array.from(text.matchAll(/ from '(\.[^']+)'/g), ([, name = '']) => join(file, '..', name))
  const ours = imported.filter((path) => path.startsWith(join(PROJECT_ROOT, 'test/')))
  return text + ours.map((path) => textOf(path, seen)).join('')
}

it('runs each test file apart that leaves something changed', () => {
  const files = globSync('test/**/*.test.ts', { cwd: PROJECT_ROOT })
  const leaving = files.filter((file) => OUTLIVES.test(textOf(join(PROJECT_ROOT, file))))
  const apart = globSync(TESTS_APART, { cwd: PROJECT_ROOT })
  expect(leaving).toContain('test/handlers/sweep.test.ts')
  expect(leaving.filter((file) => !apart.includes(file))).toEqual([])
})
