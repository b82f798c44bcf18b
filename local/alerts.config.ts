import { defineAlerts, minutes, pagerDuty, slack, sns } from '../lib/alerts/policy/policy.ts'

/** The alert policy of the local cloud: that of the project in little, with seconds for minutes, and every kind of sink. */
export default defineAlerts({
  sinks: { team: sns(), chat: slack({ secret: 'chat' }), pager: pagerDuty({ secret: 'pager' }) },
  routes: [
    {
      name: 'invoices',
      match: { workflow: 'send-invoices*' },
      severity: 'critical',
      sinks: ['pager', 'chat'],
      runbook: 'https://wiki.example.com/invoices#when-it-fails',
    },
    { name: 'default', sinks: ['team'] },
  ],
  defaults: {
    openAfter: { failures: 1, within: minutes(10) },
    updateEvery: 6_000,
    resolveAfterQuiet: 2_000,
    closeAfter: minutes(60),
  },
})
