import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch'
import { formatDuration } from '../../../lib/alerts/notification/format-duration.ts'
import { createDynamoDbCursors } from '../../../lib/aws/dynamodb-cursors.ts'
import { METRIC_NAMESPACE } from '../../../lib/telemetry/metrics.ts'
import { logOf } from '../../operator/log-of.ts'
import { SERVICE } from '../../operator/service.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { NotChecked } from '../not-checked.ts'
import { POLL_SCHEDULES } from '../poll-schedules.ts'
import { readPollAge } from '../read-poll-age.ts'

/** As long as the alarm `reconcile-silent` waits, ms. */
const SILENT_MS = POLL_SCHEDULES['5min']

/**
 * Is Hatchet polled, by each schedule? The cursors say how far, and need not be believed for less: they move only with a poll
 * that read all. Where no tenant is polled, and there is no cursor, the heartbeat of the function says that its schedule lives.
 */
export const pollsCheck: Check = {
  name: 'polls',
  limitMs: 20_000,
  needs: 'dynamodb:GetItem on the table runs',
  missing: 'tables',
  run: async (world, signal): Promise<Finding> => {
    const tenants = await world.tenants().catch(() => {
      throw new NotChecked('see tenants secret')
    })
    if (tenants.length === 0) return readHeartbeat(world, signal)
    const cursors = createDynamoDbCursors(world.deployment.dynamoDb, world.runsTable)
    const read = tenants.flatMap(({ tenantId }) =>
      Object.entries(POLL_SCHEDULES).map(async ([schedule, silentMs]) => ({
        ...{ tenantId, schedule, silentMs },
        ...(await readPollAge(cursors, tenantId, schedule, world.now(), signal)),
      })),
    )
    const found = await Promise.all(read)
    const log = `Its log: ${logOf(world.deployment.functionNamed('reconcile'))}`
    const silent = found.filter(({ ageMs, silentMs }) => (ageMs ?? 0) > silentMs)
    if (silent.length > 0) {
      const words = silent.map(({ tenantId, schedule, hasRead, ageMs }) =>
        hasRead
          ? `${tenantId} was read ${formatDuration(ageMs ?? 0)} ago by the ${schedule} poll`
          : `${tenantId} was never read by the ${schedule} poll`,
      )
      return { state: 'fail', words: words.join(', '), fixes: ['See Hatchet tokens. If they are ok:', ...REASONS, log] }
    }
    // The others come later, and are waited for from the first of these on.
    const often = found.filter(({ schedule }) => schedule === '5min')
    const never = often.filter(({ hasRead }) => !hasRead).map(({ tenantId }) => tenantId)
    if (never.length > 0) {
      const fix = 'The first poll comes within 5 minutes of a deployment, or of a new tenant. If it does not:'
      return { state: 'warn', words: `no poll has read ${never.join(', ')} yet`, fixes: [fix, log] }
    }
    const oldest = Math.max(...often.map(({ ageMs }) => ageMs ?? 0))
    return { state: 'ok', words: `every tenant was read within the last ${formatDuration(oldest)}` }
  },
}

const REASONS = ['docs/operations.md, "reconcile-silent", and "Polling: what its errors mean".']

const readHeartbeat = async (
  { isLocal, cloudWatch, stage, now }: DoctorWorld,
  signal: AbortSignal,
): Promise<Finding> => {
  if (isLocal) return { state: 'skipped', words: 'no tenant is polled' }
  const command = new GetMetricStatisticsCommand({
    Namespace: METRIC_NAMESPACE,
    MetricName: 'ReconcileTicks',
    Dimensions: [
      { Name: 'service', Value: SERVICE },
      { Name: 'stage', Value: stage },
    ],
    StartTime: new Date(now() - SILENT_MS),
    EndTime: new Date(now()),
    Period: 300,
    Statistics: ['Sum'],
  })
  const { Datapoints = [] } = await cloudWatch.send(command, { abortSignal: signal })
  const ticks = Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0)
  if (ticks > 0) return { state: 'ok', words: 'no tenant is polled; the function is called all the same' }
  const words = `no tenant is polled, and no tick has ended for ${formatDuration(SILENT_MS)}`
  return { state: 'warn', words, fixes: ['See docs/operations.md, "reconcile-silent".'] }
}
