import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const files = globSync('.github/workflows/*.{yml,yaml}', { cwd: root })
const text = (file: string): string => readFileSync(`${root}${file}`, 'utf8')
const linesLike = (file: string, pattern: RegExp): string[] =>
  Array.from(text(file).matchAll(pattern), ([line]) => line)

it('runs what a contributor runs', () => {
  expect(files.filter((file) => text(file).includes('run: .ci/run\n'))).toHaveLength(1)
})

it.each(files)('%s lets a pull request read, and nothing else', (file) => {
  // No job has permissions of its own.
  expect(linesLike(file, /^.*permissions.*$/gm)).toEqual(['permissions:'])
  expect(text(file)).toMatch(/^permissions:\n {2}contents: read\n(?! )/m)
  expect(text(file)).not.toMatch(/secrets\.|pull_request_target|workflow_run|github\.token/)
})

it.each(files)('%s uses each action at a commit, and leaves no token behind', (file) => {
  const used = linesLike(file, /uses: .*/g)

  expect(used.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
  expect(linesLike(file, /persist-credentials: false/g)).toHaveLength(
    used.filter((line) => line.includes('checkout')).length,
  )
})

it.each(files)('%s ends each job in time', (file) => {
  expect(linesLike(file, /timeout-minutes: \d+/g)).toHaveLength(linesLike(file, /runs-on:/g).length)
})
