import { defineAlerts, minutes, sns } from '../lib/alerts/policy/policy.ts'

/** The alert policy of the local cloud: that of the project in little, with seconds for minutes. */
export default defineAlerts({
  sinks: { team: sns() },
  routes: [{ name: 'default', sinks: ['team'] }],
  defaults: {
    openAfter: { failures: 1, within: minutes(10) },
    updateEvery: 6_000,
    resolveAfterQuiet: 2_000,
    closeAfter: minutes(60),
  },
})
