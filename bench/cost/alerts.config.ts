import { defineAlerts, sns } from '../../lib/alerts/policy/policy.ts'

/** The policy that costs are measured with: one route, told to the topic, as the project comes. */
export default defineAlerts({ sinks: { team: sns() }, routes: [{ name: 'default', sinks: ['team'] }] })
