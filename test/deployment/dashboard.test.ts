import { beforeAll, describe, expect, it } from 'vitest'
import { METRIC_NAMESPACE, METRICS, type MetricName } from '../../lib/telemetry/metrics.ts'
import { knownDimensionValues } from '../support/deployment/known-dimension-values.ts'
import { packageTemplate } from '../support/deployment/package-template.ts'
import { resourcesOf } from '../support/deployment/resources-of.ts'
import type { Template } from '../support/deployment/template.ts'

interface Search {
  readonly expression: string
}
interface Widget {
  readonly type: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly properties: {
    readonly title: string
    readonly query?: string
    readonly metrics?: readonly (readonly (string | Search)[])[]
  }
}

let template: Template
let widgets: readonly Widget[]

beforeAll(async () => {
  template = await packageTemplate('default')
  const [dashboard] = resourcesOf<{ DashboardBody: { 'Fn::Sub': string } }>(template, 'AWS::CloudWatch::Dashboard')
  widgets = JSON.parse(dashboard?.Properties.DashboardBody['Fn::Sub'] ?? '').widgets
}, 30_000)

const rows = () => widgets.flatMap(({ properties }) => properties.metrics ?? [])

interface ShownMetric {
  readonly namespace: string
  readonly name: string
  /** Dimensions with their values; those of a search that has every value are null. */
  readonly dimensions: Readonly<Record<string, string | null>>
}

const ofRow = (row: readonly (string | Search)[]): ShownMetric => {
  const [first, second, ...rest] = row
  if (typeof first === 'object') return ofSearch(first.expression)
  const texts = rest.filter((part) => typeof part === 'string')
  const pairs = texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? '']] : []))
  return { namespace: String(first), name: String(second), dimensions: Object.fromEntries(pairs) }
}

const ofSearch = (expression: string): ShownMetric => {
  const form = /^SEARCH\('\{(\w+),([\w,]+)\} MetricName="(\w+)" ([^']+)', 'Sum', 300\)$/
  const [, namespace = '', schema = '', name = '', filters = ''] = form.exec(expression) ?? []
  const values = Object.fromEntries(Array.from(filters.matchAll(/(\w+)="([^"]+)"/g), ([, key, value]) => [key, value]))
  return { namespace, name, dimensions: Object.fromEntries(schema.split(',').map((key) => [key, values[key] ?? null])) }
}

describe('the dashboard', () => {
  it('shows every metric that the code emits, and none that it does not', () => {
    const shown = rows()
      .map(ofRow)
      .filter(({ namespace }) => !namespace.startsWith('AWS/'))
    expect(new Set(shown.map(({ namespace }) => namespace))).toEqual(new Set([METRIC_NAMESPACE]))
    expect([...new Set(shown.map(({ name }) => name))].toSorted()).toEqual(Object.keys(METRICS).toSorted())
  })

  it('shows them by exactly the dimensions that the code emits', () => {
    for (const { namespace, name, dimensions } of rows().map(ofRow)) {
      if (namespace !== METRIC_NAMESPACE) continue
      const expected = ['service', 'stage', ...METRICS[name as MetricName].dimensions]
      expect(Object.keys(dimensions).toSorted()).toEqual(expected.toSorted())
      for (const [dimension, value] of Object.entries(dimensions)) {
        if (value !== null) expect(knownDimensionValues(dimension)).toContain(value)
      }
    }
  })

  it('shows queues and functions that there are, each of them', () => {
    const namesOf = (type: string, property: string) =>
      resourcesOf(template, type).map(({ Properties }) => Properties[property])
    const shown = (namespace: string, dimension: string) => [
      ...new Set(
        rows()
          .map(ofRow)
          .flatMap((metric) => (metric.namespace === namespace ? [metric.dimensions[dimension]] : [])),
      ),
    ]
    expect(shown('AWS/SQS', 'QueueName').toSorted()).toEqual(namesOf('AWS::SQS::Queue', 'QueueName').toSorted())
    expect(shown('AWS/Lambda', 'FunctionName').toSorted()).toEqual(
      namesOf('AWS::Lambda::Function', 'FunctionName').toSorted(),
    )
    expect(shown('AWS/ApiGateway', 'ApiId')).toEqual([`\${HttpApi}`])
    expect(resourcesOf(template, 'AWS::ApiGatewayV2::Api').map(({ id }) => id)).toEqual(['HttpApi'])
  })

  it('tells p50, p95 and p99 of how long runs take, and how long they wait', () => {
    for (const name of ['RunDuration', 'RunQueueTime']) {
      const stats = rows()
        .filter(([, metric]) => metric === name)
        .map((row) => Object(row.at(-1)).stat)
      expect(new Set(stats)).toEqual(new Set(['p50', 'p95', 'p99']))
    }
  })

  it('counts failures by workflow in the logs of those that forward runs', () => {
    const [query = ''] = widgets.flatMap(({ properties }) => properties.query ?? [])
    const sources = Array.from(query.matchAll(/SOURCE '([^']+)'/g), ([, name]) => name)
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup').map(({ Properties }) => Properties['LogGroupName'])
    expect(sources).toEqual([
      '/aws/lambda/hatchet-run-relay-test-receive',
      '/aws/lambda/hatchet-run-relay-test-reconcile',
    ])
    expect(groups).toEqual(expect.arrayContaining(sources))
    expect(query).toContain("message = 'run forwarded' and status = 'FAILED' | stats count(*) as failures by workflow")
  })

  it('lays its widgets side by side, each with a title of its own', () => {
    const places = widgets.map(({ x, y }) => `${x} ${y}`)
    expect(new Set(places).size).toBe(widgets.length)
    expect(Math.max(...widgets.map(({ x, width }) => x + width))).toBe(24)
    expect(new Set(widgets.map(({ properties }) => properties.title)).size).toBe(widgets.length)
  })

  it('leaves nothing for CloudFormation to fill in but the region and the API', () => {
    const body = JSON.stringify(widgets)
    const references = Array.from(body.matchAll(/\$\{(!?[^}]+)\}/g), ([, name]) => name)
    expect(new Set(references)).toEqual(new Set(['AWS::Region', 'HttpApi', "!PROP('Dim.sink')", "!PROP('Dim.reason')"]))
  })
})
