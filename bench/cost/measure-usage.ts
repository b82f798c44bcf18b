import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { BENCH_SECRET } from '../bench-secret.ts'
import { buildRuns } from '../calls/build-runs.ts'
import { toldItem } from '../calls/told-item.ts'
import { signEvent } from '../sign-event.ts'
import { inMeteredWorld, type MeteredWorld } from './in-metered-world.ts'
import { measureAlerts } from './measure-alerts.ts'
import { ROWS } from './rows.ts'
import type { UsageRow } from './usage.ts'

const MINUTE_MS = 60_000
const REQUESTS = 4

/** Measures what each function uses for each thing that it does, as it is deployed. */
export const measureUsage = (signal: AbortSignal): Promise<readonly UsageRow[]> =>
  inMeteredWorld(signal, async (world) => {
    const received = await measureReceive(world)
    const summary: RunSummary = JSON.parse(world.aws.messages.get('run-alerts')?.[0] ?? '')
    return [...received, ...(await measureAlerts(world, summary)), ...(await measureReconcile(world))]
  })

const measureReceive = async ({ receive }: MeteredWorld): Promise<readonly UsageRow[]> => {
  const bodies = buildRuns(REQUESTS + 1, 0, 3_600_000).map((details) => JSON.stringify(details))
  const [first = {}, ...others] = bodies.map((body) => signEvent(body, BENCH_SECRET))
  return [
    await receive.measure(ROWS.receiveFirst, [first]),
    await receive.measure(ROWS.received, others),
    await receive.measure(ROWS.receivedAgain, others),
  ]
}

const measureReconcile = async ({ reconcile, hatchet, put }: MeteredWorld): Promise<readonly UsageRow[]> => {
  const tick = { schedule: '5min', windowMinutes: 60 }
  const now = hatchet.now()
  const all = buildRuns(ROWS.toldRuns + ROWS.newRuns, now - 55 * MINUTE_MS, now - 5 * MINUTE_MS)
  await put('runs', { pk: { S: `reconcile#${all[0]?.run['tenantId']}` }, firstTick: { N: '0' } })
  const tellings = all.slice(0, ROWS.toldRuns).map((details) => {
    hatchet.model.put(details)
    return put('runs', toldItem(details))
  })
  await Promise.all(tellings)
  const told = await reconcile.measure(ROWS.pollUnknown, [tick])
  const quiet = await reconcile.measure(ROWS.pollKnown, [tick])
  for (const details of all.slice(ROWS.toldRuns)) hatchet.model.put(details)
  const found = await reconcile.measure(ROWS.pollWithNew, [tick])
  return [told, quiet, found]
}
