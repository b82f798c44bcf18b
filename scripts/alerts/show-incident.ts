import type { EndedIncident, IncidentItem, SinkState } from '../../lib/alerts/incident/incident-item.ts'
import { countOf } from '../../lib/alerts/notification/count-of.ts'
import { errorLine } from '../../lib/alerts/notification/error-line.ts'
import { formatDuration } from '../../lib/alerts/notification/format-duration.ts'
import { formatTime } from '../../lib/alerts/notification/format-time.ts'
import { oneLine } from '../../lib/alerts/notification/one-line.ts'
import type { Silence } from '../../lib/alerts/policy/alert-policy.ts'
import { matchesRun } from '../../lib/alerts/policy/matches-run.ts'
import { table } from '../../local/terminal/table.ts'
import type { CommandResult } from '../operator/command-result.ts'
import { describeSilence } from './describe-silence.ts'
import { incidentJson } from './incident-json.ts'
import { silenceJson } from './silence-json.ts'

/**
 * Shows all that is known of an incident: what failed, how it stands, and what each sink was told.
 *
 * @param silences - those of the policy and those that operators set
 * @param now - ms since 1970
 */
export const showIncident = (item: IncidentItem, silences: readonly Silence[], now: number): CommandResult => {
  const { open, last, key, workflowName, sinks } = item
  const muting = silences.filter(
    ({ match, until }) => until > now && matchesRun(match, { workflowName, tenantId: key.tenantId }),
  )
  const facts: (readonly [string, string])[] = [
    ['Incident', open?.id ?? last?.id ?? ''],
    ['Workflow', `${oneLine(workflowName, 100)} (${key.workflowId})`],
    ['Tenant', key.tenantId],
    ['Route', key.route],
    ['State', stateOf(item, now)],
    ...(open === null || last === null ? [] : [['Before it', `${last.id} ${endOf(last)}`] as const]),
    ...failureFacts(item),
    ...muting.map((silence) => ['Silenced', describeSilence(silence, now)] as const),
  ]
  const lines = [
    ...facts.map(([label, text]) => `${`${label}:`.padEnd(14)}${text}`),
    '',
    ...table(
      ['sink', 'was told', 'at', 'now'],
      Object.entries(sinks).map(([name, state]) => rowOf(name, state, item, now)),
    ),
  ]
  return { lines, json: { ...Object(incidentJson(item)), silencedBy: muting.map(silenceJson) } }
}

const stateOf = ({ open, last }: IncidentItem, now: number): string => {
  if (open !== null) {
    const failures = countOf(open.total, 'failure')
    return `open since ${formatTime(open.openedAt)} (${formatDuration(now - open.openedAt)}), ${failures} since ${formatTime(open.firstFailAt)}`
  }
  return last === null ? 'no incident yet' : endOf(last)
}

const endOf = ({ endedAt, reason, note, total }: EndedIncident): string =>
  `ended ${formatTime(endedAt)} (${ENDED[reason]}${note === undefined ? '' : `: ${oneLine(note, 200)}`}), ${countOf(total, 'failure')}`

const ENDED = {
  succeeded: 'a newer run succeeded',
  quiet: 'no runs for long',
  unrouted: 'its route is gone',
  operator: 'closed by an operator',
} as const

const failureFacts = ({ sample, lastOkAt }: IncidentItem): (readonly [string, string])[] => [
  ...(sample === null
    ? []
    : ([
        ['Last failure', formatTime(sample.at)],
        ['Error', errorLine(sample.error, 300) || 'no error text'],
        ...(sample.failedTasks.length === 0
          ? []
          : [['Failed steps', oneLine(sample.failedTasks.join(', '), 300)] as const]),
        ['Run', oneLine(sample.url, 512)],
      ] as const)),
  ['Last success', lastOkAt === null ? 'none known' : formatTime(lastOkAt)],
]

const rowOf = (name: string, state: SinkState, item: IncidentItem, now: number): readonly string[] => [
  name,
  toldOf(state, item),
  state.toldAt === null ? '–' : formatTime(state.toldAt),
  nowOf(state, now),
]

const toldOf = ({ told, incidentId }: SinkState, { open, ever }: IncidentItem): string => {
  const left = ever - told
  if (open === null)
    return incidentId !== null ? 'all but its end' : left > 0 ? `all but ${countOf(left, 'failure')}` : 'all'
  if (incidentId !== open.id) return 'nothing of it yet'
  return `${Math.max(0, open.total - left)} of ${countOf(open.total, 'failure')}`
}

const nowOf = ({ claim, failingSince, tries, tryAt }: SinkState, now: number): string => {
  if (claim !== null && claim.until > now) return 'being told'
  if (failingSince === null) return tryAt !== null && tryAt > now ? `waits until ${formatTime(tryAt)}` : 'works'
  const next = tryAt === null ? '' : `, tried again at ${formatTime(tryAt)}`
  return `fails since ${formatTime(failingSince)}, ${countOf(tries, 'time')}${next}`
}
