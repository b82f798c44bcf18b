import type { IncidentContext } from '../../../lib/alerts/incident/incident-context.ts'
import { START } from './alert-times.ts'
import { buildRoute } from './build-route.ts'

/** What an incident is judged by: a team that is told everything, and a pager that is told of nothing that is over. */
export const buildContext = (overrides: Partial<IncidentContext> = {}): IncidentContext => ({
  route: buildRoute(),
  sinks: new Map([
    ['team', { takesRecovered: true }],
    ['pager', { takesRecovered: false }],
  ]),
  silencedUntil: null,
  now: START,
  claimant: 'us',
  ...overrides,
})
