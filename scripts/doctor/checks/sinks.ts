import { countOf } from '../../../lib/alerts/notification/count-of.ts'
import { formatTime } from '../../../lib/alerts/notification/format-time.ts'
import { readIncidentsView } from '../../alerts/read-incidents-view.ts'
import type { Check } from '../check.ts'
import type { Finding } from '../finding.ts'

/** Do messages reach the sinks, and can the incidents be read? */
export const sinksCheck: Check = {
  name: 'sinks',
  limitMs: 30_000,
  needs: 'dynamodb:Scan on the table incidents',
  missing: 'tables',
  run: async ({ deployment, now }): Promise<Finding> => {
    const view = await readIncidentsView(deployment.dynamoDb, deployment.incidentsTable, now())
    const { incidents, resting, unreadable } = view
    const failing = incidents.flatMap(({ sinks }) =>
      Object.entries(sinks).flatMap(([name, { failingSince }]) => (failingSince === null ? [] : [name])),
    )
    const words = [
      ...resting.map(({ sink, until }) => `${sink} fails, and rests until ${formatTime(until)}`),
      ...[...new Set(failing)]
        .filter((name) => !resting.some(({ sink }) => sink === name))
        .map((name) => `${name} fails, and is tried again`),
      ...(unreadable.length > 0 ? [`${countOf(unreadable.length, 'item')} of the table cannot be read`] : []),
    ]
    const open = incidents.filter((item) => item.open !== null).length
    if (words.length === 0) return { state: 'ok', words: `none fails; ${countOf(open, 'open incident')}` }
    const say = `npm run alerts -- test${deployment.named} says what they answer.`
    const show = `npm run alerts -- list${deployment.named} names the items.`
    const fixes = [...(resting.length + failing.length > 0 ? [say] : []), ...(unreadable.length > 0 ? [show] : [])]
    return { state: 'warn', words: words.join('; '), fixes }
  },
}
