import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { runScript } from '../support/run-script.ts'

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'),
)

/** Commands of the project's own, by name, with the file that each runs. */
const COMMANDS = Object.entries(scripts).flatMap(([name, command]) => {
  const [, file] = /^node (\S+\.ts)$/.exec(command) ?? []
  return file === undefined ? [] : [[name === 'start' ? 'npm start' : `npm run ${name}`, file] as const]
})

it('there are commands', () => {
  expect(COMMANDS.length).toBeGreaterThan(20)
})

it.each(COMMANDS)('%s says how it is called, and does nothing where it is called otherwise', async (command, file) => {
  const help = await runScript(file, '--help')
  expect([help.exitCode, help.err]).toEqual([0, ''])
  expect(help.out.slice(0, command.length + 8)).toMatch(new RegExp(`^Usage: ${command}\\s`))

  const wrong = await runScript(file, '--no-such-option')
  expect([wrong.exitCode, wrong.out]).toEqual([2, ''])
  expect(wrong.err).not.toMatch(/^ +at /m)
})
