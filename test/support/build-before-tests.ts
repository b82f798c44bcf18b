import { buildLocalHandlers } from '../../local/build-local-handlers.ts'
import { buildHandlers } from '../../scripts/build-handlers.ts'

/** End-to-end tests run the bundles that AWS would run, and those of the local cloud. */
export const setup = async (): Promise<void> => {
  await buildHandlers()
  await buildLocalHandlers()
}
