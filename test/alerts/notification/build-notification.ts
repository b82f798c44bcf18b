import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { sampleOf } from '../../../lib/alerts/sample-of.ts'
import { recordedRun } from '../../support/recorded-run.ts'
import { summaryOf } from '../../support/summary-of.ts'

/** What a sink is told of a recorded failure: that an incident opened with it, unless members are replaced. */
export const buildNotification = (name = 'fail-error.final', overrides: Partial<Notification> = {}): Notification => {
  const summary = summaryOf(recordedRun(name))
  const at = Date.parse(summary.finishedAt ?? summary.receivedAt)
  return {
    kind: 'opened',
    incidentId: '5f0c2d9a7e4b41d38a6f1e2b3c4d5e6f',
    route: 'default',
    severity: 'error',
    runbook: null,
    tenantId: summary.tenantId,
    workflowId: summary.workflowId,
    workflowName: summary.workflowName,
    newFailures: 1,
    totalFailures: 1,
    firstFailAt: at,
    lastFailAt: at,
    endedAt: null,
    endReason: null,
    failure: sampleOf(summary, at),
    isTest: false,
    ...overrides,
  }
}
