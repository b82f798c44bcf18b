import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hatchet } from '../../local/hatchet/hatchet.ts'
import { startHatchet } from '../../local/hatchet/start-hatchet.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { bundleHandlers } from '../../scripts/bundle-handlers.ts'
import { BENCH_ENVIRONMENT } from '../bench-environment.ts'
import { BENCH_SECRET } from '../bench-secret.ts'
import type { Invocation } from '../calls/function-process.ts'
import { startChild } from '../start-child.ts'
import { createTables, type PutItem } from './create-tables.ts'
import { type MeteredFunction, meteredFunction } from './metered-function.ts'
import { type MeteredAws, startMeteredAws } from './start-metered-aws.ts'

/** The functions as they are deployed, an instance of each, and what they call. */
export interface MeteredWorld {
  readonly receive: MeteredFunction
  readonly reconcile: MeteredFunction
  readonly alert: MeteredFunction
  readonly sweep: MeteredFunction
  readonly aws: MeteredAws
  readonly hatchet: Hatchet
  readonly put: PutItem
}

/** By id; the tenant is that of the local Hatchet. */
const SECRETS = new Map<string, string>([
  [BENCH_ENVIRONMENT.WEBHOOK_SECRET_ID, BENCH_SECRET],
  [
    BENCH_ENVIRONMENT.HATCHET_TENANTS_SECRET_ID,
    JSON.stringify([{ tenantId: '707d0855-80ab-4e1f-a156-f1c4546cbf52', token: 'local-token' }]),
  ],
])

const POLICY = join(PROJECT_ROOT, 'bench/cost/alerts.config.ts')
const PROGRAM = join(PROJECT_ROOT, 'bench/calls/function-process.ts')

/** Builds and starts the functions and what they call, uses them, and ends all of it again. */
export const inMeteredWorld = async <T>(signal: AbortSignal, use: (world: MeteredWorld) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-cost-'))
  const [aws, hatchet] = [await startMeteredAws(SECRETS), await startHatchet()]
  const ended = new AbortController()
  try {
    const { outputFiles } = await bundleHandlers(folder, POLICY)
    for (const { path, contents } of outputFiles) writeFileSync(path, contents)
    const env = { ...aws.env, HATCHET_API_URL: hatchet.url, HATCHET_ALLOW_HTTP: 'yes' }
    const options = { env, signal: AbortSignal.any([signal, ended.signal]) }
    const start = async (name: string): Promise<MeteredFunction> => {
      const { ask } = await startChild(PROGRAM, join(folder, `${name}.cjs`), options)
      return meteredFunction((event) => ask(event) as Promise<Invocation>, aws, hatchet)
    }
    const [receive, reconcile, alert, sweep, put] = await Promise.all([
      start('receive'),
      start('reconcile'),
      start('alert'),
      start('sweep'),
      createTables(aws.dynamoDbUrl),
    ])
    return await use({ receive, reconcile, alert, sweep, aws, hatchet, put })
  } finally {
    ended.abort()
    await Promise.all([aws.stop(), hatchet.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}
