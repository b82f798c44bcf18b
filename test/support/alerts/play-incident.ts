import { closeIncident } from '../../../lib/alerts/incident/close-incident.ts'
import type { Delivery } from '../../../lib/alerts/incident/delivery.ts'
import type { DueNotification } from '../../../lib/alerts/incident/due-notification.ts'
import { type Reduced, reduceIncident } from '../../../lib/alerts/incident/incident.ts'
import type { IncidentContext } from '../../../lib/alerts/incident/incident-context.ts'
import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import type { IncidentOutcome } from '../../../lib/alerts/incident/incident-outcome.ts'
import { newIncidentItem } from '../../../lib/alerts/incident/new-incident-item.ts'
import { strikeOff } from '../../../lib/alerts/incident/strike-off.ts'
import { notificationOf } from '../../../lib/alerts/notification/notification-of.ts'
import { MINUTE, minute, START } from './alert-times.ts'
import { buildContext } from './build-context.ts'
import { INCIDENT_KEY } from './incident-key.ts'

/** What an incident is judged by from a time on, and which sinks are unreachable. */
export interface StorySetting extends Omit<IncidentContext, 'now' | 'claimant'> {
  readonly down: readonly string[]
}

/** Something that happens; times are minutes since the beginning. */
export interface IncidentStep {
  readonly at: number
  readonly outcomes?: readonly IncidentOutcome[]
  readonly setting?: Partial<StorySetting>
  /** Whether an operator closes the incident that is open. */
  readonly isClosed?: boolean
}

export interface PlayedIncident {
  /** What sinks were told, as `<minute> <sink> <kind> <incident> +<new> of <total>`. */
  readonly told: readonly string[]
  readonly item: IncidentItem
}

/** Lets things happen to one incident, with a sweep whenever something is due, and everything told at once. */
export const playIncident = (steps: readonly IncidentStep[], first: Partial<StorySetting> = {}): PlayedIncident => {
  const { now: _now, claimant: _claimant, ...judged } = buildContext()
  let setting: StorySetting = { ...judged, down: [], ...first }
  let item = newIncidentItem(INCIDENT_KEY)
  let now = START
  const told: string[] = []
  const nameOf = createIncidentNames()
  const context = (): IncidentContext => {
    const { silencedUntil } = setting
    const isSilenced = silencedUntil !== null && silencedUntil > now
    return { ...setting, silencedUntil: isSilenced ? silencedUntil : null, now, claimant: 'us' }
  }
  const tell = (due: DueNotification): Delivery => {
    if (setting.down.includes(due.sink)) return { type: 'failed', tryAt: now + MINUTE }
    const { kind, incidentId, newFailures, totalFailures, endReason } = notificationOf(due, setting.route)
    const end = endReason === null ? '' : ` (${endReason})`
    const minutes = Math.floor((now - START) / MINUTE)
    told.push(`${minutes} ${due.sink} ${kind} ${nameOf(incidentId)} +${newFailures} of ${totalFailures}${end}`)
    return { type: 'told' }
  }
  const store = (reduced: Reduced): void => {
    if (!reduced.isChanged) return
    item = { ...reduced.item, version: item.version + 1 }
    if (reduced.due.length === 0) return
    for (const due of reduced.due) item = strikeOff(item, due.sink, due.claim, tell(due), setting.route, now)
    store({ ...reduceIncident(item, [], context()), isChanged: true })
  }
  const sweepUntil = (until: number): void => {
    for (let { dueAt } = item; dueAt !== null && nextSweep(dueAt, now) < until; { dueAt } = item) {
      now = nextSweep(dueAt, now)
      store(reduceIncident(item, [], context()))
    }
    now = until
  }

  for (const { at, outcomes = [], setting: changed, isClosed = false } of steps) {
    sweepUntil(minute(at))
    setting = { ...setting, ...changed }
    if (isClosed) item = closeIncident(item, 'replayed by hand', now) ?? item
    if (outcomes.length > 0) store(reduceIncident(item, outcomes, context()))
  }
  return { told, item }
}

/** Sweeps come every minute, half a minute after what else happens. */
const nextSweep = (dueAt: number, now: number): number => {
  const offset = START + MINUTE / 2
  const earliest = Math.max(dueAt, now + 1)
  return offset + Math.ceil((earliest - offset) / MINUTE) * MINUTE
}

/** Incidents are A, B, C in the order in which they are told of; what belongs to none is `-`. */
const createIncidentNames = () => {
  const names = new Map<string, string>()
  return (id: string): string => {
    if (id === `${INCIDENT_KEY.route}-${INCIDENT_KEY.workflowId}`) return '-'
    const name = names.get(id) ?? String.fromCharCode(65 + names.size)
    names.set(id, name)
    return name
  }
}
