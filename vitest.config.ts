import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-before-tests.ts'],
    setupFiles: ['test/support/matchers.ts'],
    // A machine that is busy is slow, not wrong.
    testTimeout: 20_000,
    restoreMocks: true,
    unstubEnvs: true,
    // Files run apart from each other; the longest come first.
    sequence: { shuffle: { tests: true, files: false } },
    maxWorkers: '150%',
  },
})
