import { ConfigError } from '../lib/errors.ts'
import { buildHandlers } from './build-handlers.ts'

try {
  await buildHandlers()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
