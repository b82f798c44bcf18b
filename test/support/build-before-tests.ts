import { buildHandlers } from '../../scripts/build-handlers.ts'

/** End-to-end tests run the bundles that AWS would run. */
export const setup = buildHandlers
