import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../../local/service/project-root.ts'
import { POLL_SCHEDULES } from '../../../scripts/doctor/poll-schedules.ts'

const MS: Readonly<Record<string, number>> = { minutes: 60_000, hour: 3_600_000, day: 86_400_000 }

it('npm run doctor waits for four ticks of each schedule that serverless.yml has', () => {
  const text = readFileSync(join(PROJECT_ROOT, 'serverless.yml'), 'utf8')
  const found = text.matchAll(/rate: rate\((\d+) (\w+)\)\s+input: \{ schedule: (\w+),/g)
  const ticks = [...found].map(([, count, unit = '', name]) => [name, 4 * Number(count) * (MS[unit] ?? Number.NaN)])
  expect(Object.fromEntries(ticks)).toEqual(POLL_SCHEDULES)
})
