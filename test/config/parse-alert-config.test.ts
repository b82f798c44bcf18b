import { describe, expect, it } from 'vitest'
import { parseAlertConfig } from '../../lib/config/parse-alert-config.ts'
import { ConfigError } from '../../lib/errors.ts'

const GOOD = {
  STAGE: 'prod',
  INCIDENTS_TABLE: 'relay-prod-incidents',
  ALERTS_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:relay-prod-alerts',
  ALERT_SINKS_SECRET_ID: 'relay/prod/alert-sinks',
}

const parse = (changes: Record<string, string | undefined> = {}) => parseAlertConfig({ ...GOOD, ...changes })

type Variable = keyof ReturnType<typeof parse>

const origins = (count: number) => Array.from({ length: count }, (_, index) => `https://chat-${index}.example`)

describe('parseAlertConfig', () => {
  it('needs four variables, and has a default for each other', () => {
    expect(parse()).toEqual({
      ...GOOD,
      SLACK_ORIGINS: ['https://hooks.slack.com', 'https://hooks.slack-gov.com'],
      PAGERDUTY_ORIGIN: 'https://events.pagerduty.com',
    })
  })

  it.each(['', ' '])('takes optional variables that are %j for missing, as a deploy parameter sets them', (empty) => {
    expect(parse({ SLACK_ORIGINS: empty, PAGERDUTY_ORIGIN: empty })).toEqual(parse())
  })

  it.each<[Variable, string, unknown]>([
    ['INCIDENTS_TABLE', 'abc', 'abc'],
    [
      'ALERTS_TOPIC_ARN',
      'arn:aws-us-gov:sns:us-gov-west-1:123456789012:a',
      'arn:aws-us-gov:sns:us-gov-west-1:123456789012:a',
    ],
    ['ALERT_SINKS_SECRET_ID', 'x', 'x'],
    ['ALERT_SINKS_SECRET_ID', 'x'.repeat(2_048), 'x'.repeat(2_048)],
    ['SLACK_ORIGINS', 'https://chat.example', ['https://chat.example']],
    ['SLACK_ORIGINS', ' https://a.example , https://b.example:8443,', ['https://a.example', 'https://b.example:8443']],
    ['SLACK_ORIGINS', 'http://127.0.0.1:4600', ['http://127.0.0.1:4600']],
    ['SLACK_ORIGINS', origins(10).join(), origins(10)],
    ['PAGERDUTY_ORIGIN', 'https://events.eu.pagerduty.com', 'https://events.eu.pagerduty.com'],
    ['PAGERDUTY_ORIGIN', ' http://127.0.0.1:4600 ', 'http://127.0.0.1:4600'],
  ])('reads %s=%s', (name, text, expected) => {
    expect(parse({ [name]: text })[name]).toEqual(expected)
  })

  const notAnOrigin = [
    'hooks.slack.com',
    'https://hooks.slack.com/',
    'https://hooks.slack.com/services',
    'https://hooks.slack.com?x',
    'https://user@hooks.slack.com',
    'https://:hunter2@hooks.slack.com',
    'https://hooks.slack.com:443',
    'https://HOOKS.slack.com',
    'https://hooks slack.com',
    'https://*.slack.com/*',
    'ftp://hooks.slack.com',
    'http://hooks.slack.com',
    'http://localhost:4600',
    'http://127.0.0.2:4600',
    'http://127.0.0.1.chat.example',
    'blob:https://hooks.slack.com',
    'javascript:alert(1)',
    'https://',
    'none',
  ]

  it.each<[Variable, string | undefined]>([
    ['STAGE', undefined],
    ['INCIDENTS_TABLE', undefined],
    ['INCIDENTS_TABLE', 'ab'],
    ['ALERTS_TOPIC_ARN', undefined],
    ['ALERTS_TOPIC_ARN', 'arn:aws:sqs:eu-central-1:123456789012:alerts'],
    ['ALERT_SINKS_SECRET_ID', undefined],
    ['ALERT_SINKS_SECRET_ID', ''],
    ['ALERT_SINKS_SECRET_ID', 'two words'],
    ['ALERT_SINKS_SECRET_ID', 'x'.repeat(2_049)],
    ['SLACK_ORIGINS', origins(11).join()],
    ['SLACK_ORIGINS', ','],
    ['SLACK_ORIGINS', 'https://hooks.slack.com https://hooks.slack-gov.com'],
    ['SLACK_ORIGINS', 'https://hooks.slack.com,hooks.slack-gov.com'],
    ['PAGERDUTY_ORIGIN', 'https://events.pagerduty.com,https://events.eu.pagerduty.com'],
    ...notAnOrigin.flatMap((text): [Variable, string][] => [
      ['SLACK_ORIGINS', text],
      ['PAGERDUTY_ORIGIN', text],
    ]),
  ])('refuses %s=%s, and names no other variable', (name, text) => {
    const read = () => parse({ [name]: text })

    expect(read).toThrow(ConfigError)
    expect(read).toThrow(new RegExp(`^wrong environment: ${name} must be [^;]+$`))
  })

  it('names every bad variable at once, and what each should be, but no value', () => {
    const names = Object.keys(parse())
    const wrong = Object.fromEntries(names.map((name) => [name, '? zq81zq']))

    expect(() => parseAlertConfig(wrong)).toThrow(
      new RegExp(`^wrong environment: (?!.*zq81zq)${names.map((name) => `${name} must be \\S.+`).join('; ')}$`),
    )
  })
})
