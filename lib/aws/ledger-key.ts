import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { RunKey } from '../forward/ledger.ts'

/** Where the table keeps the outcomes of a run. */
export const ledgerKey = ({ tenantId, runId }: RunKey): Record<string, AttributeValue> => ({
  pk: { S: `${tenantId}#${runId}` },
})
