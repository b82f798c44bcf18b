import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleHandlers } from './bundle-handlers.ts'
import { checkAlertPolicy } from './check-alert-policy.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
export interface BuildHandlersOptions {
  /** Folder of the bundles. */
  readonly outdir?: string
  /** File of the alert policy; `alerts.config.ts` if it is left out. */
  readonly alertPolicy?: string
}

/**
 * Bundles every handler into a file of its own, `dist/<name>.cjs`: what AWS runs, and what everything here runs.
 *
 * @throws ConfigError if the alert policy is wrong
 */
export const buildHandlers = async ({
  outdir = join(root, 'dist'),
  alertPolicy = join(root, 'alerts.config.ts'),
}: BuildHandlersOptions = {}): Promise<void> => {
  await checkAlertPolicy(alertPolicy)
  const { outputFiles } = await bundleHandlers(outdir, alertPolicy)
  mkdirSync(outdir, { recursive: true })
  for (const { path, contents } of outputFiles) {
    // A function that starts meanwhile loads the old file or the new one, and never half of one.
    const unfinished = join(outdir, `.${basename(path)}.${process.pid}`)
    writeFileSync(unfinished, contents)
    renameSync(unfinished, path)
  }
}
