import { describe, expect, it } from 'vitest'
import { parseReconcileConfig } from '../../lib/config/parse-reconcile-config.ts'
import { ConfigError } from '../../lib/errors.ts'

const GOOD = {
  STAGE: 'prod',
  SUMMARY_QUEUE_URLS: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries',
  RUNS_TABLE: 'relay-prod-runs',
  BACKFILL_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries',
  HATCHET_TENANTS_SECRET_ID: 'relay/prod/hatchet-tenants',
}

const parse = (changes: Record<string, string | undefined> = {}) => parseReconcileConfig({ ...GOOD, ...changes })

type Variable = keyof ReturnType<typeof parse>

describe('parseReconcileConfig', () => {
  it('needs five variables, and has a default for each other', () => {
    expect(parse()).toEqual({
      STAGE: 'prod',
      SUMMARY_QUEUE_URLS: [GOOD.SUMMARY_QUEUE_URLS],
      RUNS_TABLE: 'relay-prod-runs',
      METADATA_KEYS: [],
      METRIC_WORKFLOWS: [],
      HATCHET_DASHBOARD_URL: 'https://cloud.hatchet.run',
      BACKFILL_QUEUE_URL: GOOD.BACKFILL_QUEUE_URL,
      HATCHET_TENANTS_SECRET_ID: 'relay/prod/hatchet-tenants',
      HATCHET_API_URL: 'https://cloud.hatchet.run',
      HATCHET_ALLOW_HTTP: false,
    })
  })

  it.each(['', ' '])('takes optional variables that are %j for missing, as a deploy parameter sets them', (empty) => {
    expect(parse({ HATCHET_API_URL: empty, HATCHET_ALLOW_HTTP: empty, METADATA_KEYS: empty })).toEqual(parse())
  })

  it.each<[Variable, string, unknown]>([
    ['HATCHET_TENANTS_SECRET_ID', 'x', 'x'],
    ['HATCHET_API_URL', 'https://hatchet.example/base', 'https://hatchet.example/base'],
    ['HATCHET_API_URL', 'http://10.0.0.1:8080', 'http://10.0.0.1:8080'],
    ['HATCHET_ALLOW_HTTP', 'yes', true],
    ['HATCHET_ALLOW_HTTP', 'no', false],
    ['METADATA_KEYS', 'team', ['team']],
    ['METRIC_WORKFLOWS', 'charge-card', ['charge-card']],
    ['HATCHET_DASHBOARD_URL', 'https://hatchet.example/', 'https://hatchet.example'],
  ])('reads %s=%s', (name, text, expected) => {
    expect(parse({ [name]: text })[name]).toEqual(expected)
  })

  it.each<[Variable, string | undefined]>([
    ['STAGE', undefined],
    ['SUMMARY_QUEUE_URLS', undefined],
    ['BACKFILL_QUEUE_URL', undefined],
    ['BACKFILL_QUEUE_URL', 'run-summaries'],
    ['RUNS_TABLE', undefined],
    ['RUNS_TABLE', 'a table'],
    ['RUNS_TABLE', 'ab'],
    ['HATCHET_TENANTS_SECRET_ID', undefined],
    ['HATCHET_TENANTS_SECRET_ID', 'two words'],
    ['HATCHET_TENANTS_SECRET_ID', 'x'.repeat(2_049)],
    ['HATCHET_API_URL', 'cloud.hatchet.run'],
    ['HATCHET_API_URL', 'ftp://hatchet.example'],
    ['HATCHET_ALLOW_HTTP', 'true'],
    ['HATCHET_ALLOW_HTTP', 'YES'],
    ['HATCHET_ALLOW_HTTP', 'constructor'],
    ['HATCHET_ALLOW_HTTP', '__proto__'],
  ])('refuses %s=%s, and names no other variable', (name, text) => {
    const read = () => parse({ [name]: text })

    expect(read).toThrow(ConfigError)
    expect(read).toThrow(new RegExp(`^wrong environment: ${name} must be [^;]+$`))
  })

  it('names every bad variable at once, and what each should be, but no value', () => {
    const names = Object.keys(parse())
    const wrong = Object.fromEntries(names.map((name) => [name, '? zq81zq']))

    expect(() => parseReconcileConfig(wrong)).toThrow(
      new RegExp(`^wrong environment: (?!.*zq81zq)${names.map((name) => `${name} must be \\S.+`).join('; ')}$`),
    )
  })
})
