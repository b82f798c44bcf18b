import { StoreError } from '../errors.ts'
import type { AlertPorts } from './alert-ports.ts'

/** What work comes to; null where a table failed, which is reported. One incident or sink must not keep the others waiting. */
export const unlessStoreFails = async <T>(
  { report }: Pick<AlertPorts, 'report'>,
  work: () => Promise<T>,
): Promise<T | null> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    report.fault(error.message)
    return null
  }
}
