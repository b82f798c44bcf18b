import { describe, expect, it } from 'vitest'
import { buildRun } from '../support/build-run.ts'
import { emfProblems } from '../support/emf-problems.ts'
import { expectRefusal } from '../support/expect-refusal.ts'
import { loadReceive } from '../support/load-receive.ts'
import { longestMetricWorkflow } from '../support/longest-metric-workflow.ts'
import { NOW, receiveWorld } from '../support/receive-world.ts'
import { signedEvent } from '../support/signed-event.ts'

const world = receiveWorld()
const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const OTHER_TENANT = '00000000-0000-4000-8000-000000000000'

const deliver = async (variables: Record<string, string>, overrides: Record<string, unknown> = {}) => {
  const receive = await loadReceive(variables)
  return receive(signedEvent({ body: JSON.stringify(buildRun(overrides)) }))
}

interface EmfMembers {
  readonly _aws: { readonly CloudWatchMetrics: readonly { readonly Dimensions: readonly (readonly string[])[] }[] }
}

/** The sets of dimensions in all lines. */
const dimensions = () =>
  world
    .stdout()
    .lines()
    .flatMap((line) => (line as unknown as EmfMembers)._aws.CloudWatchMetrics)
    .flatMap(({ Dimensions }) => Dimensions)

describe('TENANTS', () => {
  it.each([
    ['nothing', '', TENANT],
    ['all', 'all', TENANT],
    ['the tenant', TENANT, TENANT],
    ['the tenant among others', `${OTHER_TENANT}, ${TENANT}`, TENANT],
    ['the tenant in upper case', TENANT.toUpperCase(), TENANT],
    ['the tenant, which the run writes in upper case', TENANT, TENANT.toUpperCase()],
  ])('of %s lets a run pass', async (_, TENANTS, tenantId) => {
    expect((await deliver({ TENANTS }, { tenantId })).statusCode).toBe(202)
    expect(world.sent()).toMatchObject([{ tenantId: TENANT }])
  })

  it.each(['COMPLETED', 'RUNNING'])('refuses a %s run of another tenant', async (status) => {
    const answer = await deliver({ TENANTS: OTHER_TENANT }, { status })

    expectRefusal(answer, world, { statusCode: 403, reason: 'tenant', marker: TENANT })
  })
})

describe('METADATA_KEYS', () => {
  const additionalMetadata = {
    team: 'payments',
    order: 7,
    paid: true,
    cart: {},
    hatchet__event_id: 'e',
    traceparent: 't',
  }

  it('forwards the members it names, as text, and no others', async () => {
    await deliver({ METADATA_KEYS: 'team, order,paid,cart,missing' }, { additionalMetadata })

    expect(world.sent()).toMatchObject([{ metadata: { team: 'payments', order: '7', paid: 'true' } }])
    expect(Object.keys(world.sent()[0]?.metadata ?? {})).toHaveLength(3)
  })

  it.each(['', 'none'])('forwards nothing where it is %j', async (METADATA_KEYS) => {
    await deliver({ METADATA_KEYS }, { additionalMetadata })

    expect(world.sent().map(({ metadata }) => metadata)).toEqual([{}])
  })
})

describe('METRIC_WORKFLOWS', () => {
  it('gives the workflows it names metrics of their own', async () => {
    await deliver({ METRIC_WORKFLOWS: 'import,charge-card' })

    expect(dimensions()).toEqual([
      ['service', 'stage', 'status'],
      ['service', 'stage', 'status', 'workflow'],
    ])
  })

  it('gives none to others: every value of a dimension is billed', async () => {
    await deliver({ METRIC_WORKFLOWS: 'import' })

    expect(dimensions()).toEqual([['service', 'stage', 'status']])
  })

  it('tells workflows apart by their whole names, however long a name it takes', async () => {
    const longest = longestMetricWorkflow()
    await deliver({ METRIC_WORKFLOWS: longest }, { displayName: longest })

    const [line] = world.stdout().lines()
    expect(line).toMatchObject({ workflow: longest })
    expect(dimensions()).toContainEqual(['service', 'stage', 'status', 'workflow'])
    expect(emfProblems(JSON.stringify(line), NOW)).toEqual([])
  })
})

describe('HATCHET_DASHBOARD_URL', () => {
  it.each([
    ['', 'https://cloud.hatchet.run'],
    ['https://hatchet.example/ui/', 'https://hatchet.example/ui'],
  ])('%j is where the links of summaries begin', async (HATCHET_DASHBOARD_URL, base) => {
    await deliver({ HATCHET_DASHBOARD_URL })

    expect(world.sent()).toMatchObject([{ url: `${base}/tenants/${TENANT}/runs/5c6d273c-5c46-4288-953d-134855c00f3e` }])
  })

  it('is followed by parts that cannot leave it', async () => {
    const metadata = { id: '../..?a=b#c"<%', createdAt: '2026-11-22T11:42:52Z', updatedAt: '2026-11-22T11:42:52Z' }
    await deliver({}, { metadata })

    expect(world.sent()).toMatchObject([
      { url: `https://cloud.hatchet.run/tenants/${TENANT}/runs/..%2F..%3Fa%3Db%23c%22%3C%25` },
    ])
  })
})

describe('STAGE', () => {
  it('is a dimension of every metric', async () => {
    await deliver({ STAGE: 'prod' })

    expect(world.stdout().lines()).toMatchObject([{ stage: 'prod' }])
    expect(dimensions().every((names) => names.includes('stage'))).toBe(true)
  })
})

describe('a wrong environment', () => {
  it('stops the function at its start, and names what is wrong', async () => {
    const wrong = { STAGE: '', SUMMARY_QUEUE_URLS: 'hunter2', TENANTS: 'hunter2' }

    await expect(loadReceive(wrong)).rejects.toThrow(/^wrong environment: STAGE .*SUMMARY_QUEUE_URLS .*TENANTS /)
    await expect(loadReceive(wrong)).rejects.not.toThrow('hunter2')
  })
})
