import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { inject, vi } from 'vitest'
import { EVERY_PARAMETER } from '../../../scripts/template/every-parameter.ts'
import { packageService } from '../../../scripts/template/package-service.ts'
import type { Template } from './template.ts'

/**
 * The template of stage `test`, packaged by the framework that deploys it, once in a run of tests.
 *
 * @param kind - `default` without a parameter, `full` with every parameter that adds something
 */
export const packageTemplate = async (kind: 'default' | 'full'): Promise<Template> => {
  const folder = join(inject('packagesFolder'), kind)
  const packaged = join(folder, 'template.json')
  if (isFirst(folder)) {
    const params = kind === 'full' ? EVERY_PARAMETER : []
    renameSync(await packageService(join(folder, 'project'), 'test', params), packaged)
  }
  await vi.waitUntil(() => existsSync(packaged), { timeout: 20_000, interval: 50 })
  return JSON.parse(readFileSync(packaged, 'utf8'))
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
