import type { AlertPorts } from './alert-ports.ts'
import type { Notification } from './notification/notification.ts'
import { sendTo } from './send-to.ts'

/** What came of a test of one sink. */
export interface TestResult {
  readonly sink: string
  readonly ok: boolean
  /** Why not; empty where it was told. */
  readonly detail: string
}

/**
 * Sends each sink one message that is marked as a test, whatever its gate says: one attempt.
 *
 * @param names - of sinks; all of the policy if it is empty
 */
export const tellTest = (
  names: readonly string[],
  ports: Pick<AlertPorts, 'policy' | 'sinks' | 'timeout' | 'now'>,
  signal: AbortSignal,
): Promise<readonly TestResult[]> => {
  const known = Object.keys(ports.policy.sinks)
  const asked = names.length === 0 ? known : [...new Set(names)]
  return Promise.all(
    asked.map(async (sink): Promise<TestResult> => {
      if (!known.includes(sink)) return { sink, ok: false, detail: `the policy has only ${known.join(', ')}` }
      const result = await sendTo(sink, testOf(sink, ports), ports, signal)
      return { sink, ok: result?.ok === true, detail: result?.ok === false ? result.detail : '' }
    }),
  )
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

/** The first message of an incident that there is not. */
const testOf = (sink: string, { policy, now }: Pick<AlertPorts, 'policy' | 'now'>): Notification => {
  const at = now()
  const failure = {
    at,
    runId: NO_ID,
    displayName: 'example-workflow',
    status: 'FAILED',
    url: '',
    error: 'the error of the failed run would be here',
    failedTasks: ['example-step'],
    durationMs: 1_000,
  } as const
  return {
    kind: 'opened',
    incidentId: `test-${sink}-${at}`,
    route: policy.routes.find(({ sinks }) => sinks.includes(sink))?.name ?? 'none',
    severity: 'info',
    runbook: null,
    tenantId: NO_ID,
    workflowId: NO_ID,
    workflowName: 'example-workflow',
    newFailures: 1,
    totalFailures: 1,
    firstFailAt: at,
    lastFailAt: at,
    endedAt: null,
    endReason: null,
    failure,
    isTest: true,
  }
}
