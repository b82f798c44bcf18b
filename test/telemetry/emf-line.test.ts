import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EmfEvent, emfLine } from '../../lib/telemetry/emf-line.ts'
import { METRICS, type MetricName } from '../../lib/telemetry/metrics.ts'
import { emfProblems } from '../support/emf-problems.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const MEMBERS = {
  service: 'relay',
  stage: 'test',
  status: 'FAILED',
  reason: 'signature',
  sink: 'team',
  workflow: 'charge-card',
}
const NAMES = Object.keys(METRICS) as MetricName[]

const write = (metrics: EmfEvent['metrics'], extraDimension?: string) => {
  const line = emfLine({ timestamp: NOW, metrics, members: MEMBERS, ...(extraDimension && { extraDimension }) })
  const document = JSON.parse(line)
  return { line, document, directives: document._aws.CloudWatchMetrics }
}

describe('emfLine', () => {
  it('writes members first, then metrics, then where CloudWatch finds them', () => {
    expect(write({ Rejected: 3 }).document).toEqual({
      ...MEMBERS,
      Rejected: 3,
      _aws: {
        Timestamp: NOW,
        CloudWatchMetrics: [
          {
            Namespace: 'HatchetRunRelay',
            Dimensions: [['service', 'stage', 'reason']],
            Metrics: [{ Name: 'Rejected', Unit: 'Count' }],
          },
        ],
      },
    })
    expect(Object.keys(write({ Rejected: 3 }).document).slice(0, 2)).toEqual(['service', 'stage'])
  })

  it('says metrics of the same dimensions in one directive', () => {
    const { directives } = write({ RunsForwarded: 1, RunDuration: 250, RunQueueTime: 10, Ignored: 1 })

    expect(directives).toMatchObject([
      {
        Dimensions: [['service', 'stage', 'status']],
        Metrics: [
          { Name: 'RunsForwarded', Unit: 'Count' },
          { Name: 'RunDuration', Unit: 'Milliseconds' },
          { Name: 'RunQueueTime', Unit: 'Milliseconds' },
        ],
      },
      { Dimensions: [['service', 'stage']], Metrics: [{ Name: 'Ignored', Unit: 'Count' }] },
    ])
  })

  it('adds a further dimension to the metrics that have a status, beside the set without it', () => {
    const { directives } = write({ RunsForwarded: 1, Rejected: 1, Ignored: 1 }, 'workflow')

    expect(directives.map(({ Dimensions }: { Dimensions: unknown }) => Dimensions)).toEqual([
      [
        ['service', 'stage', 'status'],
        ['service', 'stage', 'status', 'workflow'],
      ],
      [['service', 'stage', 'reason']],
      [['service', 'stage']],
    ])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null, undefined])(
    'leaves out a metric that is %s, as CloudWatch would drop the whole line',
    (RunDuration) => {
      const { document, directives } = write({ RunsForwarded: 1, RunDuration } as EmfEvent['metrics'])

      expect(document).not.toHaveProperty('RunDuration')
      expect(directives).toMatchObject([{ Metrics: [{ Name: 'RunsForwarded' }] }])
    },
  )

  it('keeps a metric that is zero', () => {
    expect(write({ RunsForwarded: 1, RunDuration: 0 }).document).toHaveProperty('RunDuration', 0)
  })

  it('has no directive where no metric is left', () => {
    expect(write({ RunDuration: null }).directives).toEqual([])
  })

  it('writes a document on one line that CloudWatch takes, whatever the values', () => {
    const value = fc.oneof(fc.double(), fc.integer(), fc.constant(null))
    const metrics = fc.record(Object.fromEntries(NAMES.map((name) => [name, value])), { requiredKeys: [] })
    const extra = fc.constantFrom(undefined, 'workflow')
    fc.assert(
      fc.property(metrics, extra, (values, extraDimension) => {
        const { line, document } = write(values, extraDimension)
        const written = NAMES.filter((name) => Object.hasOwn(document, name))

        expect(emfProblems(line, NOW)).toEqual([])
        expect(line).not.toContain('\n')
        expect(written).toEqual(NAMES.filter((name) => Number.isFinite(values[name])))
      }),
    )
  })
})
