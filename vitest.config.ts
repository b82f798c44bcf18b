import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-before-tests.ts'],
    setupFiles: ['test/support/matchers.ts'],
    restoreMocks: true,
    unstubEnvs: true,
    sequence: { shuffle: true },
    maxWorkers: '150%',
  },
})
