import { priceOf } from './price-of.ts'
import type { Usage } from './usage.ts'

/** What DynamoDB's requests cost, dollars. */
export const unitCost = ({ readUnits, writeUnits }: Pick<Usage, 'readUnits' | 'writeUnits'>): number =>
  readUnits * priceOf('readUnit') + writeUnits * priceOf('writeUnit')
