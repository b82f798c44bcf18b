import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as policyModule from '../../lib/alerts/policy/policy.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

const text = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8')

/** The policy that README.md shows, defined as `alerts.config.ts` would. */
const definePolicy = (change: (source: string) => string = (source) => source): unknown => {
  const [, source = ''] = /^```ts\nexport default (defineAlerts[\s\S]*?)^```$/m.exec(text) ?? []
  return new Function(...Object.keys(policyModule), `return ${change(source)}`)(...Object.values(policyModule))
}

describe('README.md', () => {
  it('shows an alert policy that the build takes', () => {
    expect(definePolicy()).toMatchObject({ routes: [{ name: 'payments' }, { name: 'default' }] })
  })

  it('shows what the build says of a sink that there is not', () => {
    const [, shown = ''] = /name every error: `([^`]+)`/.exec(text) ?? []

    expect(shown).not.toBe('')
    expect(() => definePolicy((source) => source.replace("['pager',", "['pagre',"))).toThrow(shown)
  })
})
