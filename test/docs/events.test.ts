import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { recordedRuns } from '../support/recorded-run.ts'

const folder = join(PROJECT_ROOT, 'events')
const text = readFileSync(join(folder, 'README.md'), 'utf8')
const [prose = ''] = text.split('\n| case |')
const table = text.slice(prose.length)

describe('events/README.md', () => {
  it('says of every recorded run what it shows, and in which phase', () => {
    const cases = Array.from(table.matchAll(/^\| ([^|]+) \|/gm), ([, cell = '']) => cell.split(', ')).flat()
    const unknown = recordedRuns.filter((name) => {
      const [, named = '', phase] = /^([^.]+)\.(.*)$/.exec(name) ?? []
      return !cases.includes(named) || !prose.includes(`\`${phase}\``)
    })

    expect(recordedRuns.length).toBeGreaterThan(30)
    expect(unknown).toEqual([])
  })

  it('says of every Lambda event what it proves', () => {
    expect(readdirSync(join(folder, 'lambda')).filter((file) => !table.includes(file))).toEqual([])
  })
})
