import { expect, it } from 'vitest'
import { emfLine } from '../../../lib/telemetry/emf-line.ts'
import { noteLine } from '../../../local/soak/note-line.ts'
import { createSoakRecord } from '../../../local/soak/soak-record.ts'

it('takes from the lines of functions what may be told again, and what was sent', () => {
  const record = createSoakRecord()
  const note = (metrics: Parameters<typeof emfLine>[0]['metrics'], members: Record<string, string>): void =>
    noteLine(emfLine({ timestamp: 1, metrics, members: { service: 's', stage: 'local', ...members } }), record)
  note({ LedgerErrors: 1 }, { runId: 'r1' })
  note({ Duplicates: 1 }, { runId: 'r2' })
  for (const reason of ['ledger', 'queue', 'hatchet']) note({ ReconcileErrors: 2 }, { reason })
  for (const sink of ['team', 'chat', 'team']) note({ NotificationsSent: 1 }, { sink })
  noteLine('LedgerErrors, of no metric', record)
  const sent = new Map([
    ['team', 2],
    ['chat', 1],
  ])
  expect(record).toEqual({ ...createSoakRecord(), cutShort: new Set(['r1']), pollFaults: 4, sent })
})
