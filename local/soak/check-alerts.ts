import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import type { Check } from './check.ts'
import { noneOf } from './none-of.ts'
import { sinksOfRoute } from './sinks-of-route.ts'
import type { Soaked } from './soaked.ts'

/** What must hold of incidents, and of what they say their sinks were told. */
export const checkAlerts = ({ record, drained }: Soaked): readonly Check[] => {
  const { incidents } = drained
  const failures = Map.groupBy(
    [...record.accepted.values(), ...record.unsent.values()].filter(({ status }) => status === 'FAILED'),
    ({ workflow }) => workflow,
  )
  const counted = incidents.reduce((sum, { ever }) => sum + ever, 0)
  const failed = [...failures.values()].reduce((sum, { length }) => sum + length, 0)
  const sinks = incidents.flatMap((item) => Object.entries(item.sinks).map(([name, state]) => ({ item, name, state })))
  return [
    {
      title: 'every failure is counted once, in its incident',
      found: `${counted} of ${failed}`,
      faults: [
        ...noneOf(failed, 'failures'),
        ...[...failures].flatMap(([workflow, { length }]) => miscounted(workflow, length, incidents)),
      ],
    },
    {
      title: 'every sink of a route knows every failure',
      found: `${sinks.reduce((sum, { state }) => sum + state.told, 0)} told, ${sinks.reduce((sum, { item, state }) => sum + item.ever - state.told, 0)} due`,
      faults: [...noneOf(sinks.length, 'sinks'), ...incidents.flatMap(untoldFaults)],
    },
    {
      title: 'every incident has ended, at its sinks too',
      found: `${incidents.length} workflows, ${incidents.filter(({ open }) => open !== null).length} open`,
      faults: [...noneOf(incidents.length, 'incidents'), ...incidents.flatMap(openFaults)],
    },
  ]
}

const miscounted = (workflow: string, failures: number, incidents: readonly IncidentItem[]): string[] => {
  const found = incidents.filter(({ workflowName }) => workflowName === workflow)
  const counted = found.reduce((sum, { ever }) => sum + ever, 0)
  return counted === failures ? [] : [`${workflow} failed ${failures} times, and ${counted} are counted`]
}

const untoldFaults = (item: IncidentItem): string[] => {
  const { workflowName, sinks, ever } = item
  return sinksOfRoute(item).flatMap((name) => {
    const knows = sinks[name]?.told
    return knows === ever ? [] : [`${name} was told ${knows ?? 'none'} of ${ever} failures of ${workflowName}`]
  })
}

const openFaults = ({ workflowName, open, sinks, dueAt }: IncidentItem): string[] => [
  ...(open === null ? [] : [`an incident of ${workflowName} is open`]),
  ...(dueAt === null ? [] : [`something is left to do for ${workflowName}`]),
  ...Object.entries(sinks)
    .filter(([, { incidentId }]) => incidentId !== null)
    .map(([name]) => `an incident of ${workflowName} is open at ${name}`),
]
