import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'

const folder = join(tmpdir(), `relay-find-${randomUUID()}`)
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Finds reconcile where this local cloud is up, if any. */
const find = async (stage?: string, region?: string, stack?: object) => {
  mkdirSync(folder, { recursive: true })
  if (stack !== undefined) writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack))
  vi.stubEnv('RELAY_LOCAL_DIR', folder)
  vi.resetModules()
  const { findDeployment } = await import('../../../scripts/operator/deployment.ts')
  const { client, functionName } = findDeployment({ stage, region }).functionNamed('reconcile')
  const endpoint = client.config.isCustomEndpoint === true ? await client.config.endpoint?.() : null
  return { functionName, region: await client.config.region(), port: endpoint?.port ?? null }
}

const ENDPOINTS = { lambda: 'http://127.0.0.1:4711', dynamodb: 'http://127.0.0.1:1', sqs: 'http://127.0.0.1:1' }
const STACK = { apiUrl: 'http://127.0.0.1:1', endpoints: ENDPOINTS, tables: {}, queues: {}, pid: process.pid }

describe('a function of a deployment', () => {
  it.each([undefined, 'local'])('is that of the local cloud that is up, for the stage %s', async (stage) => {
    expect(await find(stage, undefined, STACK)).toMatchObject({
      functionName: 'hatchet-run-relay-local-reconcile',
      port: 4711,
    })
  })

  it('is in the region that is named, else in that of the environment, else in eu-central-1', async () => {
    vi.stubEnv('AWS_REGION', undefined)
    const functionName = 'hatchet-run-relay-prod-reconcile'
    expect(await find('prod', undefined, STACK)).toEqual({ functionName, region: 'eu-central-1', port: null })
    vi.stubEnv('AWS_REGION', 'us-east-1')
    expect(await find('prod')).toMatchObject({ functionName, region: 'us-east-1' })
    expect(await find('prod', 'us-gov-west-1')).toMatchObject({ functionName, region: 'us-gov-west-1' })
  })
})
