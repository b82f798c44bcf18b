import { buildHandlers } from './build-handlers.ts'

await buildHandlers()
