import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { TESTS_APART } from './test/support/tests-apart.ts'

// Tests start hundreds of processes: what Node has compiled for one is kept for the next.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'node')
// The bundler runs for half a second, and collecting its garbage takes a third of its work.
process.env['GOGC'] ??= 'off'

const common = {
  setupFiles: ['test/support/matchers.ts'],
  // A machine that is busy is slow, not wrong.
  testTimeout: 20_000,
  restoreMocks: true,
  unstubEnvs: true,
  sequence: { shuffle: { tests: true, files: false } },
}

export default defineConfig({
  test: {
    globalSetup: ['test/support/build-before-tests.ts'],
    maxWorkers: '150%',
    // Of each, the files that took longest come first; `apart` comes before `together`, as their names do.
    projects: [
      { test: { ...common, name: 'apart', include: [...TESTS_APART] } },
      // A process for each of so many small files would take longer to start than the tests in it.
      {
        test: {
          ...common,
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...TESTS_APART],
          isolate: false,
        },
      },
    ],
  },
})
