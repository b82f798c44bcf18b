import { type MetricAlarm, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch'
import { countOf } from '../../../lib/alerts/notification/count-of.ts'
import { formatDuration } from '../../../lib/alerts/notification/format-duration.ts'
import { SERVICE } from '../../operator/service.ts'
import { awsCommand } from '../aws-command.ts'
import type { Check } from '../check.ts'
import { DELETED_BY_HAND } from '../deleted-by-hand.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { mergeFindings } from '../merge-findings.ts'
import { NotChecked } from '../not-checked.ts'

/** How long a new deployment is given: alarms that take no news for bad news ring once before the first tick, ms. */
const NEW_MS = 20 * 60_000

/** Does the service itself say that it is ill, and would it? */
export const alarmsCheck: Check = {
  name: 'alarms',
  limitMs: 20_000,
  needs: 'cloudwatch:DescribeAlarms',
  run: async (world, signal): Promise<Finding> => {
    if (world.isLocal) return { state: 'skipped', words: 'the local cloud has no alarms' }
    const alarms = await readAlarms(world, signal)
    if (alarms.length === 0) {
      if (await world.isOutOfReach()) throw new NotChecked('see stack')
      const words = `there is no alarm of ${SERVICE}-${world.stage}`
      return { state: 'fail', words, fixes: [DELETED_BY_HAND] }
    }
    const ringing = alarms.filter(({ StateValue }) => StateValue === 'ALARM')
    const muted = alarms.filter(({ ActionsEnabled }) => ActionsEnabled === false)
    const findings = [
      ...(await Promise.all(ringing.map((alarm) => judgeRinging(alarm, world)))),
      ...(muted.length === 0 ? [] : [judgeMuted(muted, world)]),
    ]
    return mergeFindings(findings, `none of ${countOf(alarms.length, 'alarm')} rings`)
  },
}

/** Those that tell the topic of this deployment: others may have names that begin alike. */
const readAlarms = async (
  { cloudWatch, stage }: DoctorWorld,
  abortSignal: AbortSignal,
): Promise<readonly MetricAlarm[]> => {
  const alarms: MetricAlarm[] = []
  const query = { AlarmNamePrefix: `${SERVICE}-${stage}-` }
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: cloudWatch }, query, { abortSignal })) {
    alarms.push(...MetricAlarms)
  }
  const isOurs = (arn: string): boolean => arn.endsWith(`:${SERVICE}-${stage}-operations`)
  return alarms.filter(({ AlarmActions = [] }) => AlarmActions.some(isOurs))
}

const nameOf = ({ AlarmName = '' }: MetricAlarm, { stage }: DoctorWorld): string =>
  AlarmName.slice(`${SERVICE}-${stage}-`.length)

const judgeRinging = async (alarm: MetricAlarm, world: DoctorWorld): Promise<Finding> => {
  const { StateTransitionedTimestamp, StateUpdatedTimestamp = StateTransitionedTimestamp, AlarmDescription } = alarm
  const at = (StateTransitionedTimestamp ?? StateUpdatedTimestamp)?.getTime()
  const name = nameOf(alarm, world)
  const createdAt = (await world.stack().catch(() => null))?.createdAt ?? 0
  return {
    state: world.now() - createdAt < NEW_MS ? 'warn' : 'fail',
    words: `${name} rings${at === undefined ? '' : ` for ${formatDuration(world.now() - at)}`}`,
    fixes: [`${name}: ${AlarmDescription ?? `see docs/operations.md, "${name}".`}`],
  }
}

const judgeMuted = (muted: readonly MetricAlarm[], world: DoctorWorld): Finding => {
  const names = muted.map(({ AlarmName = '' }) => AlarmName).join(' ')
  return {
    state: 'warn',
    words: `${muted.map((alarm) => nameOf(alarm, world)).join(', ')} would tell nobody: actions are switched off`,
    fixes: [awsCommand(world, `cloudwatch enable-alarm-actions --alarm-names ${names}`)],
  }
}
