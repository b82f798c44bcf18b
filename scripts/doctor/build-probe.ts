import { isoTime } from '../../lib/run/iso-time.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

/**
 * The run that is sent to try a webhook: one of nobody, that has not begun, so that it is never told.
 *
 * @param now - ms since 1970
 */
export const buildProbe = (now: number): object => {
  const time = isoTime(now)
  return {
    metadata: { id: NOBODY, createdAt: time, updatedAt: time },
    displayName: `hatchet-run-relay-doctor-${now}`,
    status: 'QUEUED',
    tenantId: NOBODY,
    workflowId: NOBODY,
    createdAt: time,
    input: {},
    output: {},
  }
}
