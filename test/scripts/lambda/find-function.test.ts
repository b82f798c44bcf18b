import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { UsageError } from '../../../local/terminal/usage-error.ts'

const folder = join(tmpdir(), `relay-find-${randomUUID()}`)
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Finds reconcile where this local cloud is up, if any. */
const find = async (stage?: string, region?: string, stack?: object) => {
  mkdirSync(folder, { recursive: true })
  if (stack !== undefined) writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack))
  vi.stubEnv('RELAY_LOCAL_DIR', folder)
  vi.resetModules()
  const { findFunction } = await import('../../../scripts/lambda/find-function.ts')
  const { client, functionName } = findFunction('reconcile', stage, region)
  const endpoint = client.config.isCustomEndpoint === true ? await client.config.endpoint?.() : null
  return { functionName, region: await client.config.region(), port: endpoint?.port ?? null }
}

const STACK = { apiUrl: 'http://127.0.0.1:1', endpoints: { lambda: 'http://127.0.0.1:4711' }, pid: process.pid }

describe('findFunction', () => {
  it.each([undefined, 'local'])('finds the function of the local cloud that is up, for the stage %s', async (stage) => {
    expect(await find(stage, undefined, STACK)).toMatchObject({
      functionName: 'hatchet-run-relay-local-reconcile',
      port: 4711,
    })
  })

  it('finds that of a deployment in its region, else in that of the environment, else in eu-central-1', async () => {
    vi.stubEnv('AWS_REGION', undefined)
    const functionName = 'hatchet-run-relay-prod-reconcile'
    expect(await find('prod', undefined, STACK)).toEqual({ functionName, region: 'eu-central-1', port: null })
    vi.stubEnv('AWS_REGION', 'us-east-1')
    expect(await find('prod')).toMatchObject({ functionName, region: 'us-east-1' })
    expect(await find('prod', 'us-gov-west-1')).toMatchObject({ functionName, region: 'us-gov-west-1' })
  })

  it.each([
    [undefined, undefined, 'no local cloud is up: start one with npm start, or name a --stage'],
    [undefined, 'eu-west-1', '--region goes with --stage'],
    ['a b', undefined, '--stage must be a name like prod, not a b'],
    ['prod', 'europe', '--region must be a region like eu-central-1, not europe'],
  ])('refuses the stage %s in the region %s', async (stage, region, message) => {
    await expect(find(stage, region)).rejects.toThrow(message)
    await expect(find(stage, region)).rejects.toMatchObject({ name: new UsageError().name })
  })
})
