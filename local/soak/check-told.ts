import type { IncidentItem } from '../../lib/alerts/incident/incident-item.ts'
import type { ToldMessage } from '../sinks/told-message.ts'
import type { Check } from './check.ts'
import { noneOf } from './none-of.ts'
import { sinksOfRoute } from './sinks-of-route.ts'
import type { Soaked } from './soaked.ts'
import { toldAlerts } from './told-alerts.ts'

/** Who brings the messages of each sink of the local cloud's policy. */
const BY: Readonly<Record<string, ToldMessage['by']>> = { team: 'e-mail', chat: 'Slack', pager: 'PagerDuty' }

/** What must hold of the messages that arrived. */
export const checkTold = ({ record, drained, told }: Soaked): readonly Check[] => {
  const bySink = failingBySink(drained.incidents)
  const messagesOf = (sink: string): readonly ToldMessage[] => told.filter(({ by }) => by === BY[sink])
  const sent = [...record.sent.values()].reduce((sum, count) => sum + count, 0)
  const due = [...bySink.values()].reduce((sum, { length }) => sum + length, 0)
  const paged = pagedIncidents(told)
  return [
    {
      title: 'every message that was sent has arrived',
      found: `${told.length} arrived, ${sent} sent`,
      faults: [
        ...noneOf(sent, 'messages'),
        ...[...record.sent].flatMap(([sink, count]) => missing(sink, count, messagesOf)),
      ],
    },
    {
      title: 'every sink of a route is told of every workflow',
      found: `${due} to tell of`,
      faults: [
        ...noneOf(due, 'workflows that failed'),
        ...[...bySink].flatMap(([sink, items]) => untold(sink, items, messagesOf(sink))),
      ],
    },
    {
      title: 'what PagerDuty was told of is resolved there',
      found: `${paged.size} incidents`,
      faults: [
        ...noneOf(paged.size, 'incidents that PagerDuty was told of'),
        ...[...paged].flatMap(([id, last]) => (last === 'resolve' ? [] : [`incident ${id} ended with ${last}`])),
      ],
    },
  ]
}

/** The workflows that failed, by each sink of their route. */
const failingBySink = (incidents: readonly IncidentItem[]): ReadonlyMap<string, readonly IncidentItem[]> => {
  const failing = incidents.filter(({ ever }) => ever > 0)
  const names = new Set(failing.flatMap(sinksOfRoute))
  return new Map([...names].map((name) => [name, failing.filter((item) => sinksOfRoute(item).includes(name))]))
}

/** A process that is killed may have sent more than it could say. */
const missing = (sink: string, sent: number, messagesOf: (sink: string) => readonly ToldMessage[]): string[] => {
  const { length } = messagesOf(sink)
  return length < sent ? [`${sent} messages were sent to ${sink}, and ${length} arrived`] : []
}

/**
 * A workflow that no message of a sink names must be one of those that a digest counts without names. Where digests name all,
 * the messages say most failures. PagerDuty is not told of what is over before it could be told.
 */
const untold = (sink: string, items: readonly IncidentItem[], messages: readonly ToldMessage[]): string[] => {
  const { said, unnamed } = toldAlerts(messages)
  const strangers = items.filter(({ workflowName }) => !said.has(workflowName))
  const mayBeStrangers = BY[sink] === 'PagerDuty' ? items.length - 1 : unnamed
  if (strangers.length > mayBeStrangers) {
    return strangers.map(({ workflowName }) => `${sink} was not told of ${workflowName}`)
  }
  const ever = items.reduce((sum, item) => sum + item.ever, 0)
  const all = items.reduce((sum, { workflowName }) => sum + (said.get(workflowName) ?? 0), 0)
  return mayBeStrangers > 0 || all * 2 > ever || BY[sink] === 'PagerDuty'
    ? []
    : [`the messages to ${sink} say ${all} of ${ever} failures`]
}

/** What PagerDuty was told last of each incident. */
const pagedIncidents = (told: Soaked['told']): ReadonlyMap<string, string> =>
  new Map(
    told
      .filter(({ by }) => by === 'PagerDuty')
      .map(({ subject, text }) => [/incident (\S+)$/.exec(text)?.[1] ?? '', subject.split(' ', 1)[0] ?? '']),
  )
