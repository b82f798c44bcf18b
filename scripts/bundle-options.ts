import type { BuildOptions } from 'esbuild'
import { omitFromSdk } from './omit-from-sdk.ts'

/** How a function is bundled. */
export const BUNDLE_OPTIONS: BuildOptions = {
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  // `main` comes first by default, and CommonJS is not tree-shaken: 30 % more code to load.
  mainFields: ['module', 'main'],
  plugins: [omitFromSdk],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
}
