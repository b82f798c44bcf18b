import { SIGNING_SECRET_CACHE_MS } from '../../lib/limits.ts'
import { alarmMetricCount } from './alarm-metric-count.ts'
import { ASSUMPTIONS } from './assumptions.ts'
import { lambdaCost } from './lambda-cost.ts'
import { logCost } from './log-cost.ts'
import type { MeasuredCounts } from './measured-counts.ts'
import { metricCount } from './metric-count.ts'
import { priceOf } from './price-of.ts'
import { ROWS } from './rows.ts'
import { SCHEDULES } from './schedules.ts'
import { unitCost } from './unit-cost.ts'
import { usageOf } from './usage-of.ts'

/** Something that is paid each month, however many runs there are. */
export interface FixedCost {
  readonly what: string
  readonly quantity: number
  readonly dollars: number
  /** Where it is not paid in the first year. */
  readonly later?: true
}

const { days, deployed } = ASSUMPTIONS
const SECONDS = days * 86_400

export const fixedCosts = (counts: MeasuredCounts): readonly FixedCost[] => {
  const { dashboards, keys, secrets, sinks } = deployed
  const metrics = metricCount(sinks)
  const reads = secretReads(counts)
  const polls = (SECONDS / ASSUMPTIONS.longPollSeconds) * ASSUMPTIONS.pollers
  const scheduled = SCHEDULES.reconcile + SCHEDULES.sweep
  const line = (what: string, quantity: number, price: number) => ({ what, quantity, dollars: quantity * price })
  return [
    line('custom metrics, all that there can be', metrics, priceOf('metricMonth')),
    line('dashboards', dashboards, priceOf('dashboardMonth')),
    line('metrics that alarms read', alarmMetricCount(sinks), priceOf('alarmMonth')),
    line('secrets', secrets, priceOf('secretMonth')),
    line('KMS keys', keys, priceOf('keyMonth')),
    {
      ...line(
        'rotations of that key, one more each year',
        keys * ASSUMPTIONS.billedRotations,
        priceOf('rotationMonth'),
      ),
      later: true,
    },
    line('requests to that key', keyRequests(reads), priceOf('keyRequest')),
    line('reads of secrets', reads, priceOf('secretRead')),
    line('requests by which Lambda asks an empty `run-alerts`', polls, priceOf('sqsRequest')),
    line('invocations by schedules', scheduled, priceOf('scheduledInvocation')),
    { what: 'sweeps with nothing to do: Lambda, DynamoDB, log', ...idle(counts, 'sweep', ROWS.sweepIdle) },
    { what: 'polls of a tenant with no runs: Lambda, DynamoDB, log', ...idle(counts, 'reconcile', ROWS.pollKnown) },
  ]
}

const idle = (counts: MeasuredCounts, name: keyof typeof SCHEDULES, row: string): Omit<FixedCost, 'what'> => {
  const quantity = SCHEDULES[name]
  const usage = usageOf(counts, [[row, quantity]])
  return { quantity, dollars: lambdaCost(name, quantity, usage, 1) + unitCost(usage) + logCost(usage) }
}

/** One instance of receive that lives all month, and each poll. */
const secretReads = (counts: MeasuredCounts): number => {
  const loads = (SECONDS * 1_000) / SIGNING_SECRET_CACHE_MS
  return (
    usageOf(counts, [
      [ROWS.receiveFirst, loads],
      [ROWS.pollKnown, SCHEDULES.reconcile],
    ]).calls['GetSecretValue'] ?? 0
  )
}

/**
 * Each service asks for data keys anew every five minutes: SQS twice for each of two senders and once for the receiver of each
 * queue, DynamoDB for each function at a table, SNS twice for each of two publishers; and each read of a secret decrypts it.
 */
const keyRequests = (reads: number): number => {
  const [queues, tables, topic] = [2 * (2 * 2 + 1), 2 + 2, 2 * 2]
  return (SECONDS / ASSUMPTIONS.dataKeySeconds) * (queues + tables + topic) + reads
}
