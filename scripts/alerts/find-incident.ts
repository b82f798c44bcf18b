import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import { OperatorError } from '../operator/operator-error.ts'

/** Fewer characters of an id tell nobody which is meant. */
const MIN_ID_CHARS = 6

/**
 * Finds an incident by its id, as messages have it, or by how that begins.
 *
 * @throws OperatorError if there is none, or more than one; UsageError if it is no id
 */
export const findIncident = (incidents: readonly IncidentItem[], given: string): IncidentItem => {
  const id = given.toLowerCase()
  // What was over before it was told goes by its route and workflow.
  const [threaded] = incidents.filter(({ key }) => `${key.route}-${key.workflowId}` === id)
  if (threaded !== undefined) return threaded
  if (!new RegExp(`^[0-9a-f]{${MIN_ID_CHARS},32}$`).test(id)) {
    throw new UsageError(`an incident's id has ${MIN_ID_CHARS} to 32 digits of 0-9 and a-f, not ${given}`)
  }
  const found = incidents.filter(({ open, last }) => open?.id.startsWith(id) || last?.id.startsWith(id))
  const [incident, ...others] = found
  if (incident === undefined) throw new OperatorError(`there is no incident ${id}: list shows those that are open`)
  if (others.length > 0) throw new OperatorError(`${found.length} incidents begin with ${id}: give more of the id`)
  return incident
}
