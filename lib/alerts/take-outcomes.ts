import { StoreError } from '../errors.ts'
import type { AlertPorts } from './alert-ports.ts'
import type { OutcomeGroup } from './group-outcomes.ts'
import { reduceIncident } from './incident/incident.ts'
import { newIncidentItem } from './incident/new-incident-item.ts'
import { incidentContextOf } from './incident-context-of.ts'
import { MAX_LOST_RACES, MAX_RACE_WAIT_MS } from './limits.ts'
import { reportGoneSinks } from './report-gone-sinks.ts'
import { tellIncident } from './tell-incident.ts'
import { unlessStoreFails } from './unless-store-fails.ts'

/**
 * Takes outcomes into their incident, and stores it: then they are counted.
 *
 * @returns tells what is due because of them. Where the store fails in that, a sweep makes up for it
 * @throws StoreError if they could not be counted
 */
export const takeOutcomes = async (
  { key, workflowName, outcomes }: Omit<OutcomeGroup<unknown>, 'ids'>,
  ports: AlertPorts,
  signal: AbortSignal,
): Promise<() => Promise<void>> => {
  const silences = await ports.silences.active(ports.now(), signal)
  const by = ports.newClaimant()
  for (let race = 0; race < MAX_LOST_RACES; race += 1) {
    const before = (await ports.store.read(key, signal)) ?? newIncidentItem(key)
    const context = incidentContextOf(key, workflowName, ports, silences, by)
    const reduced = reduceIncident(before, outcomes, context)
    if (!reduced.isChanged) return async () => {}
    const item = await ports.store.write(reduced.item, context.now, signal)
    if (item !== null) {
      reportGoneSinks(before, ports)
      return async () => {
        await unlessStoreFails(ports, () => tellIncident({ item, due: reduced.due }, silences, ports, signal))
      }
    }
    await ports.sleep(ports.random() * MAX_RACE_WAIT_MS, signal)
  }
  throw new StoreError(`the incident was changed by others ${MAX_LOST_RACES} times in a row`)
}
