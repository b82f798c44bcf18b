import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildResult, build, stop } from 'esbuild'
import { BUNDLE_OPTIONS } from './bundle-options.ts'
import { replaceAlertPolicy } from './replace-alert-policy.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The bundles, and what each is made of: paths of inputs are from the project's folder on. */
export type HandlerBundles = BuildResult<{ readonly write: false; readonly metafile: true }>

/**
 * Bundles every handler into a file of its own, `<outdir>/<name>.cjs`, without writing it.
 *
 * @param alertPolicy - file of the alert policy
 */
export const bundleHandlers = async (outdir: string, alertPolicy: string): Promise<HandlerBundles> => {
  const handlers = readdirSync(join(root, 'handlers')).filter((file) => file.endsWith('.ts'))
  const bundles = await build({
    ...BUNDLE_OPTIONS,
    plugins: [...(BUNDLE_OPTIONS.plugins ?? []), replaceAlertPolicy(alertPolicy)],
    absWorkingDir: root,
    entryPoints: handlers.map((file) => `handlers/${file}`),
    outdir,
    outExtension: { '.js': '.cjs' },
    sourcemap: 'linked',
    write: false,
    metafile: true,
  })
  // Its process would stay as long as this one.
  await stop()
  return bundles
}
