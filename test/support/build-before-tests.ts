import { buildHandlers } from '../../scripts/build.ts'

/** End-to-end tests run the bundles that AWS would run. */
export const setup = buildHandlers
