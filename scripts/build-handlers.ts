import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, stop } from 'esbuild'
import { BUNDLE_OPTIONS } from './bundle-options.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const outdir = join(root, 'dist')

/** Bundles every handler into a file of its own, `dist/<name>.cjs`: what AWS runs, and what everything here runs. */
export const buildHandlers = async (): Promise<void> => {
  const handlers = readdirSync(join(root, 'handlers')).filter((file) => file.endsWith('.ts'))
  const { outputFiles } = await build({
    ...BUNDLE_OPTIONS,
    absWorkingDir: root,
    entryPoints: handlers.map((file) => `handlers/${file}`),
    outdir,
    outExtension: { '.js': '.cjs' },
    sourcemap: 'linked',
    write: false,
  })
  // Its process would stay as long as this one.
  await stop()
  mkdirSync(outdir, { recursive: true })
  for (const { path, contents } of outputFiles) {
    // A function that starts meanwhile loads the old file or the new one, and never half of one.
    const unfinished = join(outdir, `.${basename(path)}.${process.pid}`)
    writeFileSync(unfinished, contents)
    renameSync(unfinished, path)
  }
}
