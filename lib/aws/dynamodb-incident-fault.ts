import { StoreError } from '../errors.ts'
import { faultName } from './fault-name.ts'

/**
 * Turns what a call to the table failed of into a StoreError that names it.
 *
 * @param what - could not be done
 */
export const throwStoreError =
  (what: string) =>
  (cause: unknown): never => {
    throw new StoreError(`${what}: ${faultName(cause)}`, { cause })
  }
