import { parseJson } from '../../lib/run/parse-json.ts'
import { readMetrics } from '../emf/read-metrics.ts'
import type { SoakRecord } from './soak-record.ts'

/** Notes what a line of a function says of runs told without the ledger, of polls that failed, and of messages that were sent. */
export const noteLine = (line: string, record: SoakRecord): void => {
  if (!/LedgerErrors|ReconcileErrors|NotificationsSent/.test(line)) return
  for (const { name, value, dimensions } of readMetrics(line)) {
    if (name === 'LedgerErrors') record.cutShort.add(String(Object(parseJson(line)).runId))
    if (name === 'ReconcileErrors' && /^(ledger|queue)$/.test(dimensions['reason'] ?? '')) record.pollFaults += value
    const sink = dimensions['sink']
    if (name === 'NotificationsSent' && sink) record.sent.set(sink, (record.sent.get(sink) ?? 0) + value)
  }
}
