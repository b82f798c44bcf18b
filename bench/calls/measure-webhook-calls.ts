import type { RunDetails } from '../../local/hatchet/run-details.ts'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'
import { ANOTHER_SECRET, BENCH_SECRET } from '../bench-secret.ts'
import type { Bundles } from '../build-bundles.ts'
import { signEvent } from '../sign-event.ts'
import { buildRuns } from './build-runs.ts'
import type { CallRow } from './call-row.ts'
import { countCalls } from './count-calls.ts'
import { startAws } from './start-aws.ts'
import { startFunction } from './start-function.ts'

/** Requests of each kind. */
const REQUESTS = 100

/** Counts what one instance of receive calls for requests of each kind, one queue being told. */
export const measureWebhookCalls = async (bundles: Bundles, signal: AbortSignal): Promise<readonly CallRow[]> => {
  const aws = await startAws(new Map([[BENCH_ENVIRONMENT.WEBHOOK_SECRET_ID, BENCH_SECRET]]))
  const receive = await startFunction(bundles, 'dist', aws.env, [aws], signal)
  const post = async (what: string, statusCode: number, bodies: readonly string[], secret = BENCH_SECRET) => {
    const before = aws.calls.length
    for (const body of bodies) {
      const answered = await receive.invoke(signEvent(body, secret))
      if (answered.statusCode !== statusCode) throw new Error(`webhook, ${what}: answered ${answered.statusCode}`)
    }
    return { what: `webhook, ${what}`, times: bodies.length, calls: countCalls(aws.calls.slice(before)) }
  }
  try {
    const [first = '', ...others] = buildRuns(REQUESTS + 1, 0, 3_600_000).map((details) => JSON.stringify(details))
    return [
      await post('first of an instance', 202, [first]),
      await post('forwarded', 202, others),
      await post('duplicate', 200, others),
      await post('ignored', 200, others.map(withStatus('RUNNING'))),
      await post('refused, bad schema', 422, others.map(withStatus('DONE'))),
      await post('refused, bad signature', 401, others, ANOTHER_SECRET),
    ]
  } finally {
    await receive.stop()
  }
}

const withStatus = (status: string) => (body: string) => {
  const details: RunDetails = JSON.parse(body)
  return JSON.stringify({ ...details, run: { ...details.run, status } })
}
