import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const text = readFileSync(`${root}SECURITY.md`, 'utf8')

/** The rows of each table of controls: what holds, and the files that show it. */
const controls = text
  .split('| control | held by |\n|---|---|\n')
  .slice(1)
  .flatMap((table) => table.split('\n\n', 1).join().split('\n'))
  .map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))

it('names the file that holds each control, and there is one of that name', () => {
  const files = controls.map(([, heldBy = '']) => heldBy.split(', ').map((file) => file.replace(/^`(.*)`$/, '$1')))

  expect(controls.length).toBeGreaterThan(20)
  expect(files.flat().filter((file) => !/\.(?:ts|yml)$/.test(file) || !existsSync(root + file))).toEqual([])
})
