import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { ConfigError } from '../../lib/errors.ts'
import { buildHandlers } from '../../scripts/build-handlers.ts'

const POLICY = fileURLToPath(new URL('../../lib/alerts/policy/policy.ts', import.meta.url))

/** Builds with a policy of this text, into a folder of its own. */
const build = async (text: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-policy-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const alertPolicy = join(folder, 'alerts.config.ts')
  writeFileSync(alertPolicy, `import { defineAlerts, sns } from '${POLICY}'\n${text}`)
  await buildHandlers({ outdir: join(folder, 'dist'), alertPolicy })
}

const failureOf = (text: string): Promise<unknown> =>
  build(text).then(
    () => null,
    (error: unknown) => error,
  )

describe('the build', () => {
  it('refuses a wrong alert policy, and names every error with its path', async () => {
    const error = await failureOf(
      "export default defineAlerts({ sinks: { team: sns() }, routes: [{ name: 'a', match: { workflow: 'b !' }, sinks: ['nope'] }] } as never)",
    )

    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('routes[0].match.workflow must be')
    expect(String(error)).toContain('routes[0].sinks[0] must be')
  })

  it.each([
    ['was not made by defineAlerts', 'export default { sinks: {}, routes: [], silences: [] }'],
    ['is missing', 'export const policy = 1'],
  ])('refuses a policy that %s', async (_, text) => {
    expect(await failureOf(text)).toMatchObject({ message: expect.stringContaining('what defineAlerts returns') })
  })

  it('tells which silences are over', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await build(
      "export default defineAlerts({ sinks: { team: sns() }, routes: [{ name: 'a', sinks: ['team'] }], silences: [{ match: {}, until: '2020-01-01T00:00:00Z', reason: 'old' }] })",
    )

    expect(write.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/the silence "old" is over since 2020-01-01T00:00:00\.000Z/),
    ])
  })
})
