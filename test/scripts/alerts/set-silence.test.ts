import { describe, expect, it } from 'vitest'
import { createDynamoDbSilences } from '../../../lib/aws/dynamodb-silences.ts'
import { UsageError } from '../../../local/terminal/usage-error.ts'
import { endSilence } from '../../../scripts/alerts/end-silence.ts'
import { type SilenceOptions, setSilence } from '../../../scripts/alerts/set-silence.ts'
import { OperatorError } from '../../../scripts/operator/operator-error.ts'
import { DAY, HOUR, MINUTE, START } from '../../support/alerts/alert-times.ts'
import { startOperatorWorld } from './operator-world.ts'

const SIGNAL = new AbortController().signal
const TENANT = '707D0855-80AB-4E1F-A156-F1C4546CBF52'
const OPTIONS: SilenceOptions = { workflow: 'import-*', until: '8h', reason: 'vendor outage, ticket 812' }

const startWorld = async () => {
  const world = await startOperatorWorld()
  const { deployment, incidents } = world
  return {
    ...world,
    set: async (overrides: Partial<SilenceOptions> = {}) => {
      const result = await setSilence(deployment, { ...OPTIONS, ...overrides }, START)
      return { ...result, id: (result.json as { readonly id: string }).id }
    },
    /** As alerting sees them. */
    active: (at = START) => createDynamoDbSilences(incidents.client, incidents.table, () => at).active(at, SIGNAL),
  }
}

describe('silence', () => {
  it('is stored with its end, after which it goes by itself, and says how to end it before', async () => {
    const { set, incidents } = await startWorld()
    const { id, lines, json } = await set()

    expect(await incidents.item('silence', id)).toEqual({
      pk: { S: 'silence' },
      sk: { S: id },
      match: { M: { workflow: { S: 'import-*' } } },
      until: { N: String(START + 8 * HOUR) },
      reason: { S: 'vendor outage, ticket 812' },
      expiresAt: { N: String((START + 8 * HOUR) / 1_000) },
    })
    expect(lines).toEqual([
      'Silenced, within a minute: import-* until 20:00:00 UTC on 22 Nov 2026 (8 h more): vendor outage, ticket 812',
      'What still fails at its end is told then. What was told before is still resolved.',
      `To end it before: npm run alerts -- unsilence ${id} --stage test`,
    ])
    expect(json).toEqual({
      id,
      match: { workflow: 'import-*' },
      until: '2026-11-22T20:00:00.000Z',
      reason: OPTIONS.reason,
    })
  })

  it.each<[Partial<SilenceOptions>, object]>([
    [{}, { match: { workflow: 'import-*' } }],
    [{ workflow: '*' }, { match: { workflow: '*' } }],
    [{ workflow: 'charge-card', tenant: TENANT }, { match: { workflow: 'charge-card', tenant: TENANT.toLowerCase() } }],
    [{ reason: ' a\nb\u001b[31m ' }, { reason: 'a b[31m' }],
    [{ reason: 'x'.repeat(200) }, { reason: 'x'.repeat(200) }],
    [{ until: '90m' }, { until: START + 90 * MINUTE }],
    [{ until: '2d' }, { until: START + 2 * DAY }],
    [{ until: '90d' }, { until: START + 90 * DAY }],
    [{ until: '2026-11-22T12:00:01Z' }, { until: START + 1_000 }],
    [{ until: '2026-11-22t15:00:00.5+02:00' }, { until: START + HOUR + 500 }],
  ])('of %j is what alerting goes by then', async (options, silence) => {
    const { set, active } = await startWorld()
    await set(options)

    expect(await active()).toMatchObject([silence])
  })

  it('of a tenant alone is for all its workflows', async () => {
    const { deployment, active } = await startWorld()
    const { lines } = await setSilence(deployment, { tenant: TENANT, until: '1h', reason: 'moving' }, START)

    expect(lines[0]).toContain(`* of tenant ${TENANT.toLowerCase()} until`)
    expect(await active()).toEqual([{ match: { tenant: TENANT.toLowerCase() }, until: START + HOUR, reason: 'moving' }])
    expect(await active(START + HOUR)).toEqual([])
  })

  it.each<[string, SilenceOptions | Partial<SilenceOptions>]>([
    ['--until must be a time with an offset', { until: 'tomorrow' }],
    ['--until must be a time with an offset', { until: '' }],
    ['--until must be a time with an offset', { until: '2026-11-23T12:00:00' }],
    ['--until must be a time with an offset', { until: '2026-11-23' }],
    ['--until must be a time with an offset', { until: '2026-02-30T12:00:00Z' }],
    ['--until must be a time with an offset', { until: '1795348800000' }],
    ['--until must be a time with an offset', { until: '8' }],
    ['--until must be a time with an offset', { until: '-8h' }],
    ['--until must be a time with an offset', { until: '1.5h' }],
    ['--until must be a time with an offset', { until: '8 h' }],
    ['--until must be a time with an offset', { until: '99999h' }],
    ['--until 0h is past', { until: '0h' }],
    ['--until 2026-11-22T12:00:00Z is past', { until: '2026-11-22T12:00:00Z' }],
    ['--until 2026-11-22T12:30:00+02:00 is past', { until: '2026-11-22T12:30:00+02:00' }],
    ['--until 91d is more than 90 days away: silence that in alerts.config.ts', { until: '91d' }],
    ['--until 2161h is more than 90 days away', { until: '2161h' }],
    ['--until 2027-02-20T12:00:00.001Z is more than 90 days away', { until: '2027-02-20T12:00:00.001Z' }],
    ['--until 9999-12-31T23:59:59Z is more than 90 days away', { until: '9999-12-31T23:59:59Z' }],
    ['--reason is 1 to 200 characters', { reason: '' }],
    ['--reason is 1 to 200 characters', { reason: ' \t\n' }],
    ['--reason is 1 to 200 characters', { reason: 'x'.repeat(201) }],
    ['--workflow is the name of a workflow', { workflow: '' }],
    ['--workflow is the name of a workflow', { workflow: 'import orders' }],
    ['--workflow is the name of a workflow', { workflow: 'x'.repeat(257) }],
    ['--tenant is a UUID, not acme', { tenant: 'acme' }],
  ])('is refused, and nothing stored: %s (%j)', async (message, options) => {
    const { set, active } = await startWorld()
    const setting = set(options)

    await expect(setting).rejects.toThrow(message)
    await expect(setting).rejects.toBeInstanceOf(UsageError)
    expect(await active()).toEqual([])
  })

  it('of everything is refused where nobody said so', async () => {
    const { deployment } = await startWorld()

    await expect(setSilence(deployment, { until: '8h', reason: 'x' }, START)).rejects.toThrow(
      '--workflow GLOB (* for every',
    )
  })
})

describe('unsilence', () => {
  it('ends the silence of that id, and no other', async () => {
    const { set, deployment, active } = await startWorld()
    const { id } = await set()
    await set({ workflow: 'charge-*' })

    expect(await endSilence(deployment, id)).toEqual({
      lines: [`Silence ${id} is ended. What it held back is told within the hour.`],
      json: { ended: id },
    })
    expect(await active()).toMatchObject([{ match: { workflow: 'charge-*' } }])
  })

  it('of no id is refused', async () => {
    const { deployment } = await startWorld()

    await expect(endSilence(deployment, '')).rejects.toThrow(new UsageError('name the silence: list shows their ids'))
  })

  it('says so where there is none of that id, and ends nothing else', async () => {
    const { set, deployment, active, incidents } = await startWorld()
    await set()
    await incidents.put('sink#chat', 'gate', { sent: { N: '1' } })
    const ending = endSilence(deployment, 'gate')

    await expect(ending).rejects.toThrow('there is no silence gate: list shows those that operators set')
    await expect(ending).rejects.toBeInstanceOf(OperatorError)
    expect([await active(), await incidents.item('sink#chat', 'gate')]).toMatchObject([[{}], { sent: { N: '1' } }])
  })
})
