import { findCall } from '../../local/hatchet/find-call.ts'
import type { Hatchet } from '../../local/hatchet/hatchet.ts'
import { startHatchet } from '../../local/hatchet/start-hatchet.ts'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'
import type { Bundles } from '../build-bundles.ts'
import { buildRuns } from './build-runs.ts'
import type { CallRow } from './call-row.ts'
import { countCalls } from './count-calls.ts'
import type { Invocation } from './function-process.ts'
import { type Aws, startAws } from './start-aws.ts'
import { startFunction } from './start-function.ts'
import { toldItem } from './told-item.ts'

const MINUTE_MS = 60_000
const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const TICK = { schedule: '5min', windowMinutes: 60 }

/** What the first tick of an instance took, the next, and one in whose window there was no run. */
export interface Poll {
  /** Runs that were listed. */
  readonly rows: number
  /** Of these, how many the ledger did not have. */
  readonly untold: number
  readonly cold: Tick
  readonly warm: Tick
  readonly quiet: Tick
}

export interface Tick extends CallRow {
  readonly invocation: Invocation
}

/** Lets a fresh instance of reconcile poll a local Hatchet three times, over HTTP, and counts its calls. */
export const measurePoll = async (
  bundles: Bundles,
  rows: number,
  untold: number,
  signal: AbortSignal,
): Promise<Poll> => {
  const title = `poll of ${rows.toLocaleString('en')} runs, ${untold} new`
  const hatchet = await startHatchet()
  const aws = await startAws(new Map([[BENCH_ENVIRONMENT.HATCHET_TENANTS_SECRET_ID, SECRET]]))
  const env = { ...aws.env, HATCHET_API_URL: hatchet.url, HATCHET_ALLOW_HTTP: 'yes' }
  const reconcile = await startFunction(bundles, 'reconcile', env, [aws, hatchet], signal)
  const tick = async (what: string): Promise<Tick> => {
    const before = [aws.calls.length, hatchet.requests.length]
    const invocation = await reconcile.invoke(TICK)
    const asked = hatchet.requests.slice(before[1]).map(({ method, path }) => findCall(method, path)?.on ?? path)
    const calls = countCalls([...asked, ...aws.calls.slice(before[0])])
    return { what, times: 1, calls, invocation }
  }
  try {
    fill(hatchet, aws, rows, untold)
    const cold = await tick(`${title}, cold`)
    if ((cold.calls.SendMessage ?? 0) !== untold) throw new Error(`${cold.what}: ${cold.calls.SendMessage} were told`)
    const warm = await tick(`${title}, then warm`)
    for (const { run } of hatchet.model.runs()) hatchet.model.remove(Object(run['metadata']).id)
    return { rows, untold, cold, warm, quiet: await tick('poll of no runs') }
  } finally {
    await reconcile.stop()
  }
}

const SECRET = JSON.stringify([{ tenantId: TENANT, token: 'local-token' }])

/** The runs of 50 minutes, all told but some that are spread evenly; the tenant's first tick was long ago. */
const fill = (hatchet: Hatchet, aws: Aws, rows: number, untold: number): void => {
  const now = hatchet.now()
  aws.table.put({ pk: { S: `reconcile#${TENANT}` }, firstTick: { N: '0' } })
  for (const [index, details] of buildRuns(rows, now - 55 * MINUTE_MS, now - 5 * MINUTE_MS).entries()) {
    hatchet.model.put(details)
    const isUntold = Math.floor(((index + 1) * untold) / rows) > Math.floor((index * untold) / rows)
    if (!isUntold) aws.table.put(toldItem(details))
  }
}
