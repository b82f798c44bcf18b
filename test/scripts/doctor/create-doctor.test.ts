import { expect, it } from 'vitest'
import { runScript } from '../../support/run-script.ts'

it.each([
  [['--stage', ''], "argument '' is invalid. it must be the name of a stage, like prod."],
  [['--stage', 'local'], 'the local cloud is looked at without --stage.'],
  [['--stage', 'prod', '--region', 'x'], 'it must be a region, like eu-central-1.'],
  [['prod'], 'too many arguments'],
  [['--nope'], "unknown option '--nope'"],
])('npm run doctor refuses %j, and names its help', async (args, words) => {
  const { exitCode, err } = await runScript('scripts/doctor.ts', ...args)

  expect([exitCode, err]).toEqual([2, expect.stringContaining(words)])
  expect(err).toContain('--help shows how it is called')
})
