import { expect, it } from 'vitest'
import { runScript } from '../../support/run-script.ts'

it.each([
  [['prod'], 'too many arguments'],
  [['--nope'], "unknown option '--nope'"],
])('npm run doctor refuses %j, and names its help', async (args, words) => {
  const { exitCode, err } = await runScript('scripts/doctor.ts', ...args)

  expect([exitCode, err]).toEqual([2, expect.stringContaining(words)])
  expect(err).toContain('--help shows how it is called')
})

it.each([
  [['--stage', ''], '--stage must be a name like prod, not \n'],
  [['--stage', 'prod', '--region', 'x'], '--region must be like eu-central-1, not x\n'],
])('npm run doctor refuses the deployment %j as every command does', async (args, err) => {
  expect(await runScript('scripts/doctor.ts', ...args)).toEqual({ exitCode: 2, out: '', err })
})
