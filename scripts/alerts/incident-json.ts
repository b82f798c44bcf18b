import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import { isoTime } from '../../lib/run/iso-time.ts'

/** An incident for programs: as the table has it, but for what only it needs, and with times in ISO 8601. */
export const incidentJson = (item: IncidentItem): unknown => {
  const { seen: _seen, recent: _recent, version: _version, ...shown } = item
  return JSON.parse(JSON.stringify(shown, (name, value) => (isTime(name, value) ? isoTime(value) : value)))
}

const isTime = (name: string, value: unknown): value is number =>
  typeof value === 'number' && /^(?:at|until)$|At$|Since$/.test(name)
