import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { DescribeTableCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb'
import {
  type EventSourceMappingConfiguration,
  type FunctionConfiguration,
  GetFunctionConcurrencyCommand,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda'
import { alarmsCheck } from '../../../scripts/doctor/checks/alarms.ts'
import { functionsCheck } from '../../../scripts/doctor/checks/functions.ts'
import { stackCheck } from '../../../scripts/doctor/checks/stack.ts'
import { tablesCheck } from '../../../scripts/doctor/checks/tables.ts'
import type { FoundStack } from '../../../scripts/doctor/found-stack.ts'
import { NoSuchStack } from '../../../scripts/doctor/no-such-stack.ts'
import { asIs, type DoctorChange, describeChecks } from '../../support/describe-checks.ts'
import { alarmOf, DOCTOR_NOW, stackOf } from '../../support/doctor-world.ts'

const MINUTE = 60_000
const AGAIN = 'npm run deploy -- --stage prod, with all parameters of the last time'
const stack =
  (status: string, more: Partial<FoundStack> = {}): DoctorChange =>
  ({ outputs }) => ({ stack: async () => stackOf(status, outputs, more) })
const withoutKey: DoctorChange = ({ outputs }) => {
  delete outputs['DataKeyArn']
  return undefined
}
const noStack: DoctorChange = () => ({
  stack: () => Promise.reject(new NoSuchStack('there is no stack x; stages that are there: dev')),
  isOutOfReach: async () => true,
})
const configured =
  (of: string, changed: FunctionConfiguration): DoctorChange =>
  () => ({ functionConfiguration: async (name) => (name === of ? changed : { State: 'Active' }) })
const concurrency =
  (ReservedConcurrentExecutions: number): DoctorChange =>
  ({ aws }) => {
    aws.lambda.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions })
    return undefined
  }
const mapped =
  (...EventSourceMappings: EventSourceMappingConfiguration[]): DoctorChange =>
  ({ aws }) => {
    aws.lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings })
    return undefined
  }
const MAPPING = { UUID: 'uuid', State: 'Disabled', EventSourceArn: 'arn:hatchet-run-relay-prod-run-alerts' }
const table =
  (TableName: string, TableStatus: 'ARCHIVED' | 'UPDATING' | null): DoctorChange =>
  ({ aws }) => {
    const found = aws.dynamoDb.on(DescribeTableCommand, { TableName })
    const gone = new ResourceNotFoundException({ $metadata: {}, message: 'Requested resource not found' })
    if (TableStatus === null) found.rejects(gone)
    else found.resolves({ Table: { TableStatus } })
    return undefined
  }
/** Each is on a page of its own. */
const alarms =
  (...all: MetricAlarm[]): DoctorChange =>
  ({ aws }) => {
    const find = aws.cloudWatch.on(DescribeAlarmsCommand)
    all.forEach((alarm, index) => {
      find.resolvesOnce({ MetricAlarms: [alarm], ...(index < all.length - 1 ? { NextToken: 'more' } : {}) })
    })
    if (all.length === 0) find.resolves({ MetricAlarms: [] })
    return undefined
  }
const rings = (name: string, more: Partial<MetricAlarm> = {}) =>
  alarmOf(name, { StateValue: 'ALARM', StateTransitionedTimestamp: new Date(DOCTOR_NOW - 12 * MINUTE), ...more })
const ofNew =
  (change: DoctorChange): DoctorChange =>
  (prepared) => ({
    ...change(prepared),
    ...stack('CREATE_COMPLETE', { createdAt: DOCTOR_NOW - 19 * MINUTE })(prepared),
  })

describeChecks([
  [stackCheck, 'as it is', asIs, 'ok', 'UPDATE_COMPLETE since 11:00:00 UTC on 22 Nov 2026, in account 123456789012'],
  [
    stackCheck,
    'rolled back',
    stack('UPDATE_ROLLBACK_COMPLETE', { reason: 'no rights' }),
    'warn',
    'UPDATE_ROLLBACK_COMPLETE (no rights)',
    AGAIN,
  ],
  [stackCheck, 'being deployed', stack('UPDATE_IN_PROGRESS'), 'warn', 'IN_PROGRESS', 'under way'],
  [stackCheck, 'being removed', stack('DELETE_IN_PROGRESS'), 'warn', 'IN_PROGRESS', 'being removed'],
  [
    stackCheck,
    'never made',
    stack('ROLLBACK_COMPLETE'),
    'fail',
    'ROLLBACK_COMPLETE',
    'npx osls remove --stage prod --region eu-central-1, then npm run deploy',
  ],
  [
    stackCheck,
    'stuck',
    stack('UPDATE_ROLLBACK_FAILED'),
    'fail',
    'UPDATE_ROLLBACK_FAILED',
    'continue-update-rollback --stack-name hatchet-run-relay-prod --region eu-central-1',
  ],
  [
    stackCheck,
    'failed',
    stack('UPDATE_FAILED'),
    'fail',
    'UPDATE_FAILED',
    'aws cloudformation describe-stack-events --stack-name hatchet-run-relay-prod',
  ],
  [stackCheck, 'of another version', withoutKey, 'fail', 'DataKeyArn', AGAIN],
  [
    stackCheck,
    'nowhere',
    noStack,
    'fail',
    'there is no stack x; stages that are there: dev',
    'Are stage, region and account right?',
  ],

  [functionsCheck, 'as they are', asIs, 'ok', 'receive, reconcile, alert, sweep can run; alert takes messages'],
  [
    functionsCheck,
    'broken',
    configured('sweep', { State: 'Failed', StateReason: 'no key' }),
    'fail',
    'sweep: no key',
    '--stage prod',
  ],
  [
    functionsCheck,
    'half deployed',
    configured('alert', { State: 'Active', LastUpdateStatus: 'Failed' }),
    'fail',
    'alert: no reason',
    '--stage prod',
  ],
  [
    functionsCheck,
    'being deployed',
    configured('alert', { LastUpdateStatus: 'InProgress' }),
    'warn',
    'alert is being changed',
    'again',
  ],
  [functionsCheck, 'some kept for them', concurrency(1), 'ok', 'can run'],
  [
    functionsCheck,
    'switched off',
    concurrency(0),
    'fail',
    'receive is kept from running',
    'delete-function-concurrency --function-name hatchet-run-relay-prod-receive --region eu-central-1',
  ],
  [
    functionsCheck,
    'no messages',
    mapped(MAPPING),
    'fail',
    'event source mapping is Disabled',
    'update-event-source-mapping --uuid uuid --enabled',
  ],
  [functionsCheck, 'messages soon', mapped({ ...MAPPING, State: 'Enabling' }), 'warn', 'is Enabling', '--enabled'],
  [
    functionsCheck,
    'messages of others',
    mapped({ ...MAPPING, State: 'Enabled', EventSourceArn: 'arn:other' }),
    'fail',
    'mapping is gone',
    'deleted by hand',
  ],

  [tablesCheck, 'as they are', asIs, 'ok', 'runs and incidents can be used'],
  [tablesCheck, 'one changing', table('runs', 'UPDATING'), 'ok', 'can be used'],
  [tablesCheck, 'one gone', table('incidents', null), 'fail', 'there is no table incidents', 'deleted by hand'],
  [
    tablesCheck,
    'one without its key',
    table('runs', 'ARCHIVED'),
    'fail',
    'runs is ARCHIVED',
    'describe-key --key-id alias/hatchet-run-relay-prod',
  ],

  [alarmsCheck, 'as they are', asIs, 'ok', 'none of 1 alarm rings'],
  [
    alarmsCheck,
    'one that rings',
    alarms(alarmOf('a'), rings('b'), alarmOf('c')),
    'fail',
    'b rings for 12 min',
    'b: as b is described.',
  ],
  [
    alarmsCheck,
    'one that rings, of a new deployment',
    ofNew(alarms(rings('b'))),
    'warn',
    'b rings for 12 min',
    'as b is described.',
  ],
  [
    alarmsCheck,
    'one that is muted',
    alarms(alarmOf('a', { ActionsEnabled: false })),
    'warn',
    'a would tell nobody',
    'enable-alarm-actions --alarm-names hatchet-run-relay-prod-a --region eu-central-1',
  ],
  [
    alarmsCheck,
    'those of stage prod-eu',
    alarms(alarmOf('a'), rings('eu-b', { AlarmActions: ['arn:x:hatchet-run-relay-prod-eu-operations'] })),
    'ok',
    'none of 1 alarm rings',
  ],
  [alarmsCheck, 'none', alarms(), 'fail', 'there is no alarm of hatchet-run-relay-prod', 'deleted by hand'],
  [
    alarmsCheck,
    'no deployment',
    (prepared) => ({ ...alarms()(prepared), ...noStack(prepared) }),
    'skipped',
    'not checked: see stack',
  ],
])
