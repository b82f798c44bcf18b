import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import { errorLine } from '../../lib/alerts/notification/error-line.ts'
import { formatDuration } from '../../lib/alerts/notification/format-duration.ts'
import { formatTime } from '../../lib/alerts/notification/format-time.ts'
import { oneLine } from '../../lib/alerts/notification/one-line.ts'
import { isoTime } from '../../lib/run/iso-time.ts'
import { table } from '../../local/terminal/table.ts'
import type { CommandResult } from '../operator/command-result.ts'
import { describeSilence } from './describe-silence.ts'
import { incidentJson } from './incident-json.ts'
import type { IncidentsView } from './read-incidents-view.ts'
import { silenceJson } from './silence-json.ts'

/**
 * Lists the incidents that are open, the newest first, the silences that operators set, and the sinks that rest.
 *
 * @param isAll - whether those that ended are listed too
 * @param now - ms since 1970
 */
export const listIncidents = (view: IncidentsView, isAll: boolean, now: number): CommandResult => {
  const { silences, resting, unreadable } = view
  const incidents = view.incidents
    .filter(({ open, last }) => open !== null || (isAll && last !== null))
    .sort((a, b) => (beginOf(b) ?? 0) - (beginOf(a) ?? 0))
  const lines = [
    ...(incidents.length === 0
      ? ['No incident is open.']
      : table(
          HEADING,
          incidents.map((item) => rowOf(item, now)),
        )),
    ...section(
      'Silences',
      silences.map((silence) => `${silence.id}  ${describeSilence(silence, now)}`),
    ),
    ...section(
      'Sinks that fail, and rest',
      resting.map(({ sink, until }) => `${sink}  until ${formatTime(until)} (${formatDuration(until - now)} more)`),
    ),
    ...section(
      'Items that cannot be read',
      unreadable.map((key) => oneLine(key, 200)),
    ),
  ]
  const json = {
    incidents: incidents.map(incidentJson),
    silences: silences.map(silenceJson),
    resting: resting.map(({ sink, until }) => ({ sink, until: isoTime(until) })),
    unreadable,
  }
  return { lines, json }
}

const HEADING = ['incident', 'workflow', 'route', 'failures', 'began', 'last failure', 'told', 'error']

const beginOf = ({ open, last }: IncidentItem): number | undefined => (open ?? last)?.openedAt

const rowOf = (item: IncidentItem, now: number): readonly string[] => {
  const { open, last, key, workflowName, lastFailAt, sample } = item
  const incident = open ?? last
  const ago = (time: number | null | undefined): string => (time == null ? '–' : `${formatDuration(now - time)} ago`)
  return [
    incident?.id.slice(0, 12) ?? '',
    oneLine(workflowName, 40),
    key.route,
    String(incident?.total ?? 0),
    ago(incident?.openedAt),
    ago(open === null ? last?.lastFailAt : lastFailAt),
    open === null ? `ended ${ago(last?.endedAt)}` : toldOf(item),
    errorLine(sample?.error ?? null, 60),
  ]
}

/** Which sinks know of it, and which do not yet. */
const toldOf = ({ open, ever, sinks }: IncidentItem): string =>
  Object.entries(sinks)
    .map(([name, { incidentId, told, failingSince }]) => {
      if (failingSince !== null) return `${name} failing`
      if (incidentId !== open?.id) return `${name} not yet`
      return told < ever ? `${name} (${ever - told} more)` : name
    })
    .join(', ')

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]
