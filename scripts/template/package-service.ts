import { execFile } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { OSLS } from '../../local/service/osls.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

/** What the framework reads. */
const PARTS = ['serverless.yml', 'package.json', 'infrastructure', 'dist'] as const

/**
 * Packages the service as it is built, in a folder of its own: the framework writes beside `serverless.yml`.
 *
 * @param folder - is made
 * @param params - `alertEmail=people@example.com`
 * @returns the file of the template that CloudFormation gets
 * @throws with the framework's own words if `serverless.yml` is wrong
 */
export const packageService = async (folder: string, stage: string, params: readonly string[]): Promise<string> => {
  const filter = (path: string): boolean => !path.endsWith('.map')
  for (const part of PARTS) cpSync(join(PROJECT_ROOT, part), join(folder, part), { recursive: true, filter })
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const args = ['package', '--stage', stage, ...params.flatMap((param) => ['--param', param])]
  await promisify(execFile)(process.execPath, [OSLS, ...args], { cwd: folder }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`serverless.yml cannot be packaged:\n${error.stderr || error.stdout || error}`)
    },
  )
  return join(folder, '.serverless', 'cloudformation-template-update-stack.json')
}
