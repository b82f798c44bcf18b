import { MAX_SEEN_FAILURES } from '../../lib/alerts/limits.ts'
import { LIST_PAGE_SIZE } from '../../lib/limits.ts'
import { ASSUMPTIONS } from './assumptions.ts'
import { HISTORIES } from './histories.ts'
import { lambdaCost } from './lambda-cost.ts'
import { logCost } from './log-cost.ts'
import type { MeasuredCounts } from './measured-counts.ts'
import { priceOf } from './price-of.ts'
import { ROWS } from './rows.ts'
import type { Scenario } from './scenario.ts'
import { unitCost } from './unit-cost.ts'
import { type Load, usageOf } from './usage-of.ts'

/** What a month costs beside what is always paid, dollars by what they are for. */
export type MonthlyCost = ReadonlyMap<string, number>

/** What a month of {@link ASSUMPTIONS.runs} costs. */
export const monthlyCost = (counts: MeasuredCounts, scenario: Scenario): MonthlyCost =>
  new Map([...entranceCost(counts, scenario), ...sharedCost(counts, scenario), ...alertCost(counts, scenario)])

type Lines = [what: string, dollars: number][]

const { runs, days, busyHours } = ASSUMPTIONS

const entranceCost = (counts: MeasuredCounts, scenario: Scenario): Lines => {
  if (scenario.entrance === 'poll') return pollCost(counts, scenario)
  const usage = usageOf(counts, [[ROWS.received, runs]])
  return [
    ['HTTP API: requests', runs * priceOf('apiRequest')],
    ['HTTP API: its access log', logCost({ logLines: runs, logBytes: runs * ASSUMPTIONS.accessLogBytes })],
    ['Lambda: `receive`', lambdaCost('receive', runs, usage, scenario.slowness)],
  ]
}

/** Runs that are found; runs that are listed again and again; and what each new instance looks up that it does not know. */
const pollCost = (counts: MeasuredCounts, { slowness }: Scenario): Lines => {
  const listed = runs * ASSUMPTIONS.listings
  const pages = { list: listed / (LIST_PAGE_SIZE - 1) }
  const lookedUp = usageOf(counts, lookupLoad())
  return [
    ['Lambda: `reconcile`, new runs', lambdaCost('reconcile', 0, usageOf(counts, foundLoad), slowness)],
    [
      'Lambda: `reconcile`, lists and what is known',
      lambdaCost(
        'reconcile',
        0,
        { ...lookedUp, calls: { ...lookedUp.calls, ...pages } },
        slowness,
        listed * ASSUMPTIONS.ownMsPerListedRun,
      ),
    ],
    ['DynamoDB: looking up what an instance does not know', unitCost(lookedUp)],
  ]
}

const foundLoad: Load = [
  [ROWS.pollWithNew, runs / ROWS.newRuns],
  [ROWS.pollKnown, -runs / ROWS.newRuns],
]

/** Each new instance looks up the runs of a day, which the hourly poll lists. */
const lookupLoad = (): Load => {
  const instances = (days * 24) / ASSUMPTIONS.instanceHours
  const rows = (runs / days) * instances
  return [
    [ROWS.pollUnknown, rows / ROWS.toldRuns],
    [ROWS.pollKnown, -rows / ROWS.toldRuns],
  ]
}

/** What both entrances do with a new run. */
const sharedCost = (counts: MeasuredCounts, { entrance }: Scenario): Lines => {
  const usage = usageOf(counts, entrance === 'webhook' ? [[ROWS.received, runs]] : foundLoad)
  const storedGb = (runs * (counts.ledgerItemBytes + ASSUMPTIONS.itemOverheadBytes)) / 1e9
  return [
    ['DynamoDB: ledger, read and written', unitCost(usage)],
    ['DynamoDB: ledger, stored and backed up', storedGb * (priceOf('tableGbMonth') + priceOf('backupGbMonth'))],
    ['SQS: summaries sent', (usage.calls['SendMessage'] ?? 0) * priceOf('sqsRequest')],
    ['CloudWatch: log', logCost(usage)],
  ]
}

const alertCost = (counts: MeasuredCounts, scenario: Scenario): Lines => {
  const usage = usageOf(counts, alertLoad(scenario))
  const batches = runs / batchSizeOf(scenario)
  // Each message received by itself, a batch deleted at once: the dearest way.
  const requests = runs + runs / Math.min(batchSizeOf(scenario), ASSUMPTIONS.messagesPerRequest)
  const published = usage.calls['Publish'] ?? 0
  return [
    ['SQS: `run-alerts`, received and deleted', requests * priceOf('sqsRequest')],
    ['Lambda: `alert`', lambdaCost('alert', batches, usage, scenario.slowness)],
    ['DynamoDB: incidents, read', usage.readUnits * priceOf('readUnit')],
    ['DynamoDB: incidents, written', usage.writeUnits * priceOf('writeUnit')],
    ['SNS: messages, each with one e-mail', published * (priceOf('publish') + priceOf('email'))],
    ['CloudWatch: log of alerts', logCost(usage)],
  ]
}

/** What becomes of the runs: most are good and change nothing; some are noted, some fail, some end what failed. */
const alertLoad = (scenario: Scenario): Load => {
  const { pace, workflows, failing, failuresPerIncident, rememberedMs, noteMs } = scenario
  const failed = runs * failing
  const incidents = failed / failuresPerIncident
  const mostNotes = (workflows * days * busyHours[pace] * 3_600_000) / noteMs
  const noted = Math.min(runs - failed - 2 * incidents, mostNotes)
  const remembered = (failed / workflows) * (rememberedMs / (days * 86_400_000))
  const history = HISTORIES.find((each) => each >= remembered) ?? MAX_SEEN_FAILURES
  const rows = ROWS.alert(history)
  return [
    [rows.good, runs - failed - 2 * incidents - noted],
    [rows.noted, noted],
    [rows.opens, incidents],
    [rows.counted, failed - incidents],
    [rows.inSight, incidents],
    [rows.ends, incidents],
  ]
}

/** Messages that reach one poller while it waits for one batch, the first included. */
const batchSizeOf = ({ pace }: Scenario): number => {
  const perSecond = runs / (days * busyHours[pace] * 3_600)
  return 1 + (perSecond * ASSUMPTIONS.batchSeconds) / ASSUMPTIONS.pollers
}
