import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { commandEnvironment } from '../support/command-environment.ts'

const run = (script: string, args: readonly string[], variables: Record<string, string> = {}) => {
  const env = commandEnvironment(variables)
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}.ts`, ...args], {
    cwd: PROJECT_ROOT,
    env,
    encoding: 'utf8',
  })
  return { status, output: stdout + stderr }
}

describe('npm run package and npm run deploy', () => {
  it.each(['package', 'deploy'])(
    'refuse wrong values and misspelt names, before anything is done: %s',
    (script) => {
      const { status, output } = run(script, [
        '--stage',
        'prod',
        '--param',
        'alertEmial=x',
        '--param',
        'throttleRate=x',
      ])
      expect(status).toBe(2)
      expect(output).toContain('  alertEmial: there is none of that name; is it alertEmail?\n')
      expect(output).toContain('  throttleRate must be 1 to 10000 requests a second\n')
      expect(output).not.toMatch(/Packaging|Deploying|\bat .+:\d+:\d+/)
    },
    20_000,
  )

  it.each([
    ['deploy', ['--nope'], {}, "Unknown option '--nope'"],
    ['deploy', ['prod'], {}, 'npm run deploy takes no prod: options follow a --'],
    ['package', ['--stage', '1'], {}, '--stage must be a stage name of letters, digits and hyphens'],
    ['package', ['--region', 'nowhere'], {}, '--region must be like eu-central-1, not nowhere'],
    ['deploy', ['--stage', 'local'], {}, 'stage local is that of the local cloud'],
    ['deploy', [], { npm_config_stage: 'prod' }, '--stage must follow a --, as in npm run deploy -- --stage prod'],
  ])('answer %s %j %j with the help', (script, args, variables, message) => {
    const { status, output } = run(script, args, variables)
    expect(status).toBe(2)
    expect(output).toContain(message)
    expect(output).toContain(`Usage: npm run ${script} -- [options]`)
  })

  it('says in one line that there are no credentials', () => {
    const { status, output } = run('deploy', ['--stage', 'prod'], { HOME: tmpdir(), AWS_EC2_METADATA_DISABLED: 'true' })
    expect(status).toBe(1)
    expect(output).toMatch(
      /^there are no AWS credentials \([^\n]+\): sign in \(aws sso login\), or set AWS_PROFILE [^\n]+\n$/,
    )
  }, 20_000)
})
