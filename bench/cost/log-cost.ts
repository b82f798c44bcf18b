import { ASSUMPTIONS } from './assumptions.ts'
import { priceOf } from './price-of.ts'
import type { Usage } from './usage.ts'

/** What lines of log cost to take in, dollars. */
export const logCost = ({ logLines, logBytes }: Pick<Usage, 'logLines' | 'logBytes'>): number =>
  ((logBytes + logLines * ASSUMPTIONS.logLineOverheadBytes) / 1e9) * priceOf('logGb')
