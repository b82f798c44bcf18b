import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Bundles every handler into a file of its own, `dist/<name>.cjs`: what AWS runs, and what everything here runs. */
export const buildHandlers = async (): Promise<void> => {
  const handlers = readdirSync(`${root}/handlers`).filter((file) => file.endsWith('.ts'))
  await build({
    absWorkingDir: root,
    entryPoints: handlers.map((file) => `handlers/${file}`),
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    // `main` comes first by default, and CommonJS is not tree-shaken: 30 % more code to load.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  })
}

if (import.meta.main) await buildHandlers()
