import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { keptByNpm } from '../../local/terminal/kept-by-npm.ts'
import { runScript } from '../support/run-script.ts'

/** npm was called with an option of its command before the `--`, or without one. */
const npmKeeps = (name: string, value: string): void => {
  vi.stubEnv(`npm_config_${name}`, value)
  onTestFinished(() => void vi.unstubAllEnvs())
}

describe('an option that npm has kept for itself', () => {
  it('is named, with its value where npm knows it', () => {
    npmKeeps('secret_file', 'secret.txt')

    const words = '--secret-file must follow a --, as in npm run send -- --secret-file secret.txt'
    expect(keptByNpm(['url', 'secret-file'], 'npm run send')).toBe(words)
    expect(keptByNpm(['url'], 'npm run send')).toBeNull()
  })

  it('is not one that anybody may have in .npmrc', () => {
    npmKeeps('force', 'true')
    npmKeeps('json', 'true')

    expect(keptByNpm(['force', 'json'], 'npm run deploy')).toBeNull()
  })

  it.each([
    ['local/start.ts', 'port', '--port must follow a --, as in npm start -- --port\n\nUsage: npm start'],
    ['scripts/backfill.ts', 'dry_run', '--dry-run must follow a --, as in npm run backfill -- --dry-run\n\nUsage: '],
    ['scripts/alerts.ts', 'stage', '--stage must follow a --, as in npm run alerts -- --stage\n'],
    ['scripts/redrive.ts', 'dry_run', '--dry-run must follow a --, as in npm run redrive -- --dry-run\n'],
  ])('keeps %s from doing anything: %s', async (script, name, words) => {
    npmKeeps(name, 'true')

    const { exitCode, out, err } = await runScript(script, 'prod')
    expect([exitCode, out, err.slice(0, words.length)]).toEqual([2, '', words])
  })
})
