import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { BUNDLE_OPTIONS } from '../scripts/bundle-options.ts'

/** Some CommonJS of the SDK asks for `require`, which ES modules lack. */
const REQUIRE = [
  "import { createRequire as createBenchRequire } from 'node:module'",
  'const require = createBenchRequire(import.meta.url)',
].join('\n')

const ESM = {
  absWorkingDir: PROJECT_ROOT,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  logLevel: 'error',
} as const

const EMPTY = 'exports.handler = async () => ({ statusCode: 202 })\n'

/** What is measured, and what runs it: paths of bundles. */
export interface Bundles {
  /** `dist/receive.cjs`, as it is deployed. */
  readonly dist: string
  /** `dist/reconcile.cjs`, as it is deployed. */
  readonly reconcile: string
  /** The code of receive as an ES module, with esbuild's own defaults but minified. */
  readonly esm: string
  /** A handler that does nothing. */
  readonly empty: string
  /** Runs one cold start: `cold/cold-process.ts` without the cost of types. */
  readonly coldProcess: string
  /** Runs an instance of a function: `calls/function-process.ts`. */
  readonly functionProcess: string
  /** Runs a warm subject: `warm/subject-process.ts`, bundled as the function is. */
  readonly subjectProcess: string
}

/** Builds what is measured into a folder; `dist` must be built. */
export const buildBundles = async (folder: string): Promise<Bundles> => {
  const bundles: Bundles = {
    dist: join(PROJECT_ROOT, 'dist/receive.cjs'),
    reconcile: join(PROJECT_ROOT, 'dist/reconcile.cjs'),
    esm: join(folder, 'receive.mjs'),
    empty: join(folder, 'empty.cjs'),
    coldProcess: join(folder, 'cold-process.mjs'),
    functionProcess: join(folder, 'function-process.mjs'),
    subjectProcess: join(folder, 'subject-process.cjs'),
  }
  writeFileSync(bundles.empty, EMPTY)
  await Promise.all([
    build({
      ...ESM,
      entryPoints: ['handlers/receive.ts'],
      outfile: bundles.esm,
      minify: true,
      banner: { js: REQUIRE },
    }),
    build({ ...ESM, entryPoints: ['bench/cold/cold-process.ts'], outfile: bundles.coldProcess }),
    build({ ...ESM, entryPoints: ['bench/calls/function-process.ts'], outfile: bundles.functionProcess }),
    build({
      ...BUNDLE_OPTIONS,
      absWorkingDir: PROJECT_ROOT,
      entryPoints: ['bench/warm/subject-process.ts'],
      outfile: bundles.subjectProcess,
      // PROJECT_ROOT is found from where a file is.
      define: { 'import.meta.url': JSON.stringify(`file://${PROJECT_ROOT}local/service/project-root.ts`) },
    }),
  ])
  return bundles
}
