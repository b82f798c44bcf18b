/** A state, and how the words begin, by the check's name. */
type Expected = Readonly<Record<string, string>>

/** What the emulator has not: an API that can be called, and outputs of secrets. */
const NOT_HELD: Expected = {
  stack: 'fail, UPDATE_COMPLETE, without the outputs WebhookSecretArn, HatchetTenantsSecretArn, AlertSinksSecretArn',
  clocks: 'fail, the API does not answer from here',
}

const WELL: Expected = {
  ...NOT_HELD,
  functions: 'ok, receive, reconcile, alert, sweep can run; alert takes messages',
  tables: 'ok, runs and incidents can be used',
  'webhook secret': 'ok, has the form of a signing secret',
  'tenants secret': 'ok, names 1 tenant',
  'sinks secret': 'ok, alerts.config.ts needs none of it',
  webhook: 'fail, a signed run gets no answer',
  'Hatchet tokens': 'ok, taken for 1 tenant',
  polls: 'warn, no poll has read',
  queues: 'ok, run-summaries 0, run-alerts 0, run-summaries-dlq 0, run-alerts-dlq 0',
  sinks: 'ok, none fails; 0 open incidents',
  'alerts told': 'ok, to people@example.com',
  'alarms told': 'warn, nobody will be told',
  alarms: 'ok, none of 1 alarm rings',
}

const ILL: Expected = {
  ...WELL,
  functions: 'fail, receive is kept from running: its reserved concurrency is 0; alert takes nothing from run-alerts',
  'webhook secret': 'fail, the signing secret is not base64',
  'tenants secret': 'fail, hatchet-run-relay/test/hatchet-tenants is marked for deletion',
  'sinks secret': 'fail, is no JSON object',
  webhook: 'skipped, not checked: see webhook secret',
  'Hatchet tokens': 'fail, 707d0855-80ab-4e1f-a156-f1c4546cbf52: auth',
  polls: 'skipped, not checked: see tenants secret',
  queues: 'fail, run-summaries 0, run-alerts 0, run-summaries-dlq 0, run-alerts-dlq 2',
  // It is too new for an alarm to count.
  alarms: 'warn, run-alerts-dlq rings',
}

const NOWHERE: Expected = {
  ...Object.fromEntries(Object.keys(WELL).map((name) => [name, 'skipped, not checked: see stack'])),
  stack: 'fail, there is no stack hatchet-run-relay-nowhere in eu-central-1; stages that are there: test',
}

/** What the doctor finds of a deployment in the emulator that is well, of one that is ill, and of none. */
export const EXPECTED_FINDINGS = { well: WELL, ill: ILL, nowhere: NOWHERE }
