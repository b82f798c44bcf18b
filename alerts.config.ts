import { defineAlerts, sns } from './lib/alerts/policy/policy.ts'

// Who is told of which failed runs. Deploy after a change; what is wrong here is said by the build, all of it at once.
export default defineAlerts({
  sinks: {
    // The topic that is deployed with the functions: subscribe e-mail addresses, and Slack or Teams by Amazon Q Developer.
    team: sns(),
    // A channel by an incoming webhook, and a service by an integration of the Events API v2. Import slack and pagerDuty with
    // the others above; the URL and the key are members of the secret alert-sinks, under these names.
    // payments: slack({ secret: 'slack-payments' }),
    // pager: pagerDuty({ secret: 'pagerduty' }),
  },

  // The first route that matches a failure takes it. What no route matches is told to nobody.
  routes: [
    // {
    //   name: 'payments',
    //   match: { workflow: 'charge-*' },           // * is any characters; also: tenant: '<uuid>', error: 'card declined'
    //   severity: 'critical',                      // info, warning, error (default) or critical
    //   sinks: ['team'],
    //   runbook: 'https://wiki.example.com/charge',
    //   statuses: ['FAILED', 'CANCELLED'],         // any of the defaults below, for this route alone
    // },
    { name: 'default', sinks: ['team'] },
  ],

  // What holds for every route that does not say otherwise. Import minutes, hours and days with the others above.
  // defaults: {
  //   statuses: ['FAILED'],                              // a run that is CANCELLED is told only if you say so
  //   openAfter: { failures: 1, within: minutes(10) },   // tell from the n-th failure within this time
  //   updateEvery: minutes(15),                          // then at most this often; doubles while it lasts, to 24 hours
  //   resolveAfterQuiet: minutes(10),                    // over when a newer run succeeded, and this long without failures
  //   closeAfter: days(14),                              // closed when nothing ran for so long
  // },

  // Hold notifications back for a time; what still fails at its end is told then.
  // silences: [
  //   { match: { workflow: 'import-*' }, until: '2026-12-01T00:00:00Z', reason: 'vendor outage, ticket 812' },
  // ],
})
