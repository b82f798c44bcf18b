import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseReceiveConfig } from '../../lib/config/parse-receive-config.ts'
import { ConfigError } from '../../lib/errors.ts'

const GOOD = {
  STAGE: 'prod',
  SUMMARY_QUEUE_URLS: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries',
  RUNS_TABLE: 'relay-prod-runs',
  WEBHOOK_SECRET_ID: 'relay/prod/webhook-secret',
}
const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
const HOUR_MS = 3_600_000

const urls = (count: number) => Array.from({ length: count }, (_, index) => `https://sqs.example/1/q${index}`)
const tenants = (count: number) => Array.from({ length: count }, (_, i) => TENANT.slice(0, -4) + String(i + 1_000))
const names = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}`)

const parse = (changes: Record<string, string | undefined> = {}) => parseReceiveConfig({ ...GOOD, ...changes })

type Variable = keyof ReturnType<typeof parse>

/** A variable as it would be set, long values cut. */
const title = ([name, text = 'nothing']: readonly [Variable, string | undefined, ...unknown[]]): string =>
  `${name}=${text.slice(0, 60)}`

const failureOf = (changes: Record<string, string | undefined>): ConfigError => {
  try {
    parse(changes)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
  throw new Error('was accepted')
}

describe('parseReceiveConfig', () => {
  it('needs three variables, and has a default for each other', () => {
    expect(parse()).toEqual({
      STAGE: 'prod',
      SUMMARY_QUEUE_URLS: [GOOD.SUMMARY_QUEUE_URLS],
      RUNS_TABLE: 'relay-prod-runs',
      WEBHOOK_SECRET_ID: 'relay/prod/webhook-secret',
      ROTATION_OVERLAP: 24 * HOUR_MS,
      TENANTS: null,
      METADATA_KEYS: [],
      METRIC_WORKFLOWS: [],
      HATCHET_DASHBOARD_URL: 'https://cloud.hatchet.run',
    })
  })

  it.each(['', ' '])('takes optional variables that are %j for missing, as a deploy parameter sets them', (empty) => {
    const optional = ['ROTATION_OVERLAP', 'TENANTS', 'METADATA_KEYS', 'METRIC_WORKFLOWS', 'HATCHET_DASHBOARD_URL']

    expect(parse(Object.fromEntries(optional.map((name) => [name, empty])))).toEqual(parse())
  })

  it('passes over the other variables of the environment', () => {
    expect(parse({ PATH: '/bin', AWS_REGION: 'eu-central-1', __proto__: 'x' } as never)).toEqual(parse())
  })

  const good: [Variable, string, unknown][] = [
    ['STAGE', 'dev', 'dev'],
    ['STAGE', ' dev ', 'dev'],
    ['STAGE', 'x', 'x'],
    ['STAGE', 'a'.repeat(32), 'a'.repeat(32)],
    ['STAGE', 'Feature-123', 'Feature-123'],
    ['SUMMARY_QUEUE_URLS', urls(5).join(), urls(5)],
    ['SUMMARY_QUEUE_URLS', ` ${urls(2).join(' , ')},`, urls(2)],
    ['SUMMARY_QUEUE_URLS', 'http://127.0.0.1:4566/000000000000/q', ['http://127.0.0.1:4566/000000000000/q']],
    ['WEBHOOK_SECRET_ID', 'x', 'x'],
    [
      'WEBHOOK_SECRET_ID',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:relay/prod/webhook-secret-AbCdEf',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:relay/prod/webhook-secret-AbCdEf',
    ],
    ['ROTATION_OVERLAP', '0s', 0],
    ['ROTATION_OVERLAP', '90s', 90_000],
    ['ROTATION_OVERLAP', '30m', 1_800_000],
    ['ROTATION_OVERLAP', '168h', 168 * HOUR_MS],
    ['ROTATION_OVERLAP', '604800s', 168 * HOUR_MS],
    ['TENANTS', TENANT.toUpperCase(), new Set([TENANT])],
    ['TENANTS', `${TENANT}, ${TENANT.replace('7', '8')} ,`, new Set([TENANT, TENANT.replace('7', '8')])],
    ['TENANTS', 'all', null],
    ['TENANTS', tenants(50).join(), new Set(tenants(50))],
    ['METADATA_KEYS', 'team, trace-id,order.id', ['team', 'trace-id', 'order.id']],
    ['METADATA_KEYS', 'none', []],
    ['METADATA_KEYS', names(20).join(), names(20)],
    ['METADATA_KEYS', 'k'.repeat(64), ['k'.repeat(64)]],
    ['METADATA_KEYS', 'hatchet', ['hatchet']],
    ['METRIC_WORKFLOWS', 'charge-card,import_v2.1', ['charge-card', 'import_v2.1']],
    ['METRIC_WORKFLOWS', 'none', []],
    ['METRIC_WORKFLOWS', names(50).join(), names(50)],
    ['HATCHET_DASHBOARD_URL', 'https://hatchet.example/', 'https://hatchet.example'],
    ['HATCHET_DASHBOARD_URL', 'https://hatchet.example/ui///', 'https://hatchet.example/ui'],
    ['HATCHET_DASHBOARD_URL', 'http://10.0.0.1:8080', 'http://10.0.0.1:8080'],
  ]

  it.each(good.map((row) => [title(row), ...row] as const))('reads %s', (_, name, text, expected) => {
    expect(parse({ [name]: text })[name]).toEqual(expected)
  })

  const bad: [Variable, string | undefined][] = [
    ['STAGE', undefined],
    ['STAGE', ''],
    ['STAGE', '1st'],
    ['STAGE', '-dev'],
    ['STAGE', 'dev_2'],
    ['STAGE', 'pröd'],
    ['STAGE', 'dev stage'],
    ['STAGE', 'a'.repeat(33)],
    ['SUMMARY_QUEUE_URLS', undefined],
    ['SUMMARY_QUEUE_URLS', ''],
    ['SUMMARY_QUEUE_URLS', ' , ,'],
    ['SUMMARY_QUEUE_URLS', 'none'],
    ['SUMMARY_QUEUE_URLS', 'run-summaries'],
    ['SUMMARY_QUEUE_URLS', 'arn:aws:sqs:eu-central-1:123456789012:run-summaries'],
    ['SUMMARY_QUEUE_URLS', 'file:///etc/passwd'],
    ['SUMMARY_QUEUE_URLS', `${urls(1)},run-alerts`],
    ['SUMMARY_QUEUE_URLS', urls(6).join()],
    ['SUMMARY_QUEUE_URLS', `${urls(1)},${urls(1)}`],
    ['SUMMARY_QUEUE_URLS', 'https:sqs.eu-central-1.amazonaws.com'],
    ['WEBHOOK_SECRET_ID', undefined],
    ['WEBHOOK_SECRET_ID', ''],
    ['WEBHOOK_SECRET_ID', 'two words'],
    ['WEBHOOK_SECRET_ID', 'x'.repeat(2_049)],
    ['ROTATION_OVERLAP', '24'],
    ['ROTATION_OVERLAP', '24 h'],
    ['ROTATION_OVERLAP', '1d'],
    ['ROTATION_OVERLAP', '-1h'],
    ['ROTATION_OVERLAP', '1.5h'],
    ['ROTATION_OVERLAP', '24H'],
    ['ROTATION_OVERLAP', 'forever'],
    ['ROTATION_OVERLAP', '169h'],
    ['ROTATION_OVERLAP', '604801s'],
    ['ROTATION_OVERLAP', '0000001h'],
    ['TENANTS', 'acme'],
    ['TENANTS', `${TENANT},acme`],
    ['TENANTS', TENANT.slice(1)],
    ['TENANTS', `{${TENANT}}`],
    ['TENANTS', tenants(51).join()],
    ['TENANTS', 'none'],
    ['TENANTS', `all,${TENANT}`],
    ['METADATA_KEYS', 'hatchet__parent_workflow_run_id'],
    ['METADATA_KEYS', 'team,traceparent'],
    ['METADATA_KEYS', 'two words'],
    ['METADATA_KEYS', 'schlüssel'],
    ['METADATA_KEYS', 'k'.repeat(65)],
    ['METADATA_KEYS', names(21).join()],
    ['METRIC_WORKFLOWS', 'charge card'],
    ['METRIC_WORKFLOWS', 'charge/card'],
    ['METRIC_WORKFLOWS', ':charge'],
    ['METRIC_WORKFLOWS', 'überweisung'],
    ['METRIC_WORKFLOWS', 'w'.repeat(257)],
    ['METRIC_WORKFLOWS', names(51).join()],
    ['HATCHET_DASHBOARD_URL', 'cloud.hatchet.run'],
    ['HATCHET_DASHBOARD_URL', 'javascript:alert(1)'],
    ['HATCHET_DASHBOARD_URL', 'ftp://hatchet.example'],
    ['HATCHET_DASHBOARD_URL', 'https://'],
    ['HATCHET_DASHBOARD_URL', 'https://bob:hunter2@hatchet.example'],
    ['HATCHET_DASHBOARD_URL', 'https://hatchet.example/?tab=runs'],
    ['HATCHET_DASHBOARD_URL', 'https://hatchet.example/#runs'],
    ['HATCHET_DASHBOARD_URL', `https://hatchet.example/${'€'.repeat(200)}`],
    ['HATCHET_DASHBOARD_URL', `https://hatchet.example/${'a'.repeat(256)}`],
  ]

  it.each(bad.map((row) => [title(row), ...row] as const))(
    'refuses %s, and names no other variable',
    (_, name, text) => {
      const error = failureOf({ [name]: text })

      expect(error.message).toMatch(new RegExp(`^wrong environment: ${name} must be `))
      for (const other of Object.keys(parse()).filter((known) => known !== name)) {
        expect(error.message).not.toContain(other)
      }
    },
  )

  it('names every bad variable at once, and what each should be', () => {
    const names = Object.keys(parse())
    const wrong = Object.fromEntries(names.map((name) => [name, '? ?']))

    expect(() => parseReceiveConfig(wrong)).toThrow(
      new RegExp(`^wrong environment: ${names.map((name) => `${name} must be \\S.+`).join('; ')}$`),
    )
  })

  it('never repeats a value: a secret may have been put into the wrong variable', () => {
    const marker = 'zq81zq'
    const value = fc.tuple(fc.string(), fc.string()).map(([before, after]) => `${before}${marker}${after}`)
    const environment = fc.record(Object.fromEntries(Object.keys(parse()).map((name) => [name, value])))
    fc.assert(
      fc.property(environment, (variables) => {
        // A list of one good name, or a good stage, may hold the marker.
        expect(
          failureOf({ ...variables, SUMMARY_QUEUE_URLS: `${marker}${variables['SUMMARY_QUEUE_URLS']}` }).message,
        ).not.toContain(marker)
      }),
    )
  })

  it('never throws anything but a ConfigError', () => {
    const environment = fc.record(Object.fromEntries(Object.keys(parse()).map((name) => [name, fc.string()])), {
      requiredKeys: [],
    })
    fc.assert(
      fc.property(environment, (variables) => {
        const error = failureOf({ ...variables, STAGE: '?' })

        expect(error.name).toBe('ConfigError')
      }),
    )
  })
})
