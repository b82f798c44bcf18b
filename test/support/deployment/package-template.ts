import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject, vi } from 'vitest'
import { OSLS } from '../../../local/service/osls.ts'
import { PROJECT_ROOT } from '../../../local/service/project-root.ts'
import type { Template } from './template.ts'

/** Every parameter that adds something, set. */
const EVERYTHING = [
  'alertEmail=people@example.com,others@example.com',
  'operationsEmail=people@example.com',
  'ingestSilenceHours=24',
  'summariesMaxAgeMinutes=30',
  'reservedConcurrency=20',
  'tracing=Active',
  'reconcileSubnetIds=subnet-0a1b2c3d,subnet-4e5f6a7b',
  'reconcileSecurityGroupIds=sg-0a1b2c3d',
]

/**
 * The template of stage `test`, packaged by the framework that deploys it, once in a run of tests.
 *
 * @param kind - `default` without a parameter, `full` with every parameter that adds something
 */
export const packageTemplate = async (kind: 'default' | 'full'): Promise<Template> => {
  const folder = join(inject('packagesFolder'), kind)
  const packaged = join(folder, 'packaged')
  if (isFirst(folder)) {
    // A folder of its own: the framework writes beside serverless.yml.
    const project = join(folder, 'project')
    for (const part of ['serverless.yml', 'package.json', 'infrastructure', 'dist']) {
      cpSync(join(PROJECT_ROOT, part), join(project, part), { recursive: true })
    }
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(project, 'node_modules'))
    const params = kind === 'full' ? EVERYTHING.flatMap((param) => ['--param', param]) : []
    await promisify(execFile)(process.execPath, [OSLS, 'package', '--stage', 'test', ...params], { cwd: project })
    renameSync(join(project, '.serverless'), packaged)
  }
  await vi.waitUntil(() => existsSync(packaged), { timeout: 20_000, interval: 50 })
  return JSON.parse(readFileSync(join(packaged, 'cloudformation-template-update-stack.json'), 'utf8'))
}

/** Test files run beside each other, in processes of their own: one of them makes the folder. */
const isFirst = (folder: string): boolean => {
  try {
    mkdirSync(folder)
    return true
  } catch {
    return false
  }
}
