import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { deliver } from '../../lib/alerts/deliver.ts'
import type { AlertPolicy } from '../../lib/alerts/policy/alert-policy.ts'
import { defineAlerts, pagerDuty, slack, sns } from '../../lib/alerts/policy/policy.ts'
import { createAwsAlertPorts } from '../../lib/aws/alert-ports.ts'
import { parseAlertConfig } from '../../lib/config/parse-alert-config.ts'
import { ConfigError } from '../../lib/errors.ts'
import { buildNotification } from '../alerts/notification/build-notification.ts'
import { answer, startServer } from '../http/start-server.ts'
import { createRecordingAlertReporter } from '../support/alerts/recording-alert-reporter.ts'

const SIGNAL = new AbortController().signal
const TOPIC_ARN = 'arn:aws:sns:eu-central-1:123456789012:alerts'
const KEY = 'e93facc04764012d7bfb002500d5d1a6'
const MESSAGE = buildNotification()

const dynamoDb = mockClient(DynamoDBClient)
const topic = mockClient(SNSClient)
const secretsManager = mockClient(SecretsManagerClient)
beforeEach(() => {
  for (const client of [dynamoDb, topic, secretsManager]) client.reset()
  topic.on(PublishCommand).resolves({ MessageId: 'm' })
})

const team = { team: sns() }
const web = { chat: slack({ secret: 'chat' }), pager: pagerDuty({ secret: 'pager' }) }
const policyOf = (sinks: Parameters<typeof defineAlerts>[0]['sinks']) =>
  defineAlerts({ sinks, routes: [{ name: 'all', sinks: Object.keys(sinks) }] })

const portsOf = (policy: AlertPolicy, origin = 'https://chat.example') =>
  createAwsAlertPorts(
    policy,
    parseAlertConfig({
      STAGE: 'test',
      INCIDENTS_TABLE: 'incidents',
      ALERTS_TOPIC_ARN: TOPIC_ARN,
      ALERT_SINKS_SECRET_ID: 'alert-sinks',
      SLACK_ORIGINS: origin,
      PAGERDUTY_ORIGIN: origin,
    }),
  )

/** Slack and PagerDuty on loopback, which take everything, and the secret that leads there. */
const startWeb = async () => {
  const taken = answer(202)
  const server = await startServer([
    (request, response) => (request.url === '/v2/enqueue' ? taken : answer(200, 'ok'))(request, response),
  ])
  store({ chat: `${server.url}/services/T/B/x`, pager: KEY })
  return server
}

const store = (secret: Readonly<Record<string, string>>) => {
  secretsManager.on(GetSecretValueCommand).resolves({ SecretString: JSON.stringify(secret) })
}

const published = () => topic.commandCalls(PublishCommand).map(({ args }) => args[0].input)

describe('a sink of a policy', () => {
  it('of sns() is the topic, of slack() a webhook, and of pagerDuty() the Events API', async () => {
    const { url, requests } = await startWeb()
    const { sinks } = portsOf(policyOf({ ...team, ...web }), url)
    for (const name of ['team', 'chat', 'pager']) {
      expect(await sinks.get(name)?.send(MESSAGE, SIGNAL)).toEqual({ ok: true })
    }

    expect(published()).toMatchObject([{ TopicArn: TOPIC_ARN }])
    expect(requests.map(({ request }) => request.url)).toEqual(['/services/T/B/x', '/v2/enqueue'])
    expect(JSON.parse(requests[1]?.body ?? '')).toMatchObject({ routing_key: KEY, event_action: 'trigger' })
    expect(['team', 'chat', 'pager'].map((name) => sinks.get(name)?.takesDigests)).toEqual([true, true, false])
  })

  it('of the web reads the one secret once, for all of them', async () => {
    const { url } = await startWeb()
    const { sinks } = portsOf(policyOf(web), url)
    await Promise.all(['chat', 'pager', 'chat'].map((name) => sinks.get(name)?.send(MESSAGE, SIGNAL)))

    expect(secretsManager.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: 'alert-sinks', VersionStage: 'AWSCURRENT' },
    ])
  })

  it('of sns() reads no secret', async () => {
    await portsOf(policyOf(team)).sinks.get('team')?.send(MESSAGE, SIGNAL)

    expect(secretsManager.calls()).toEqual([])
  })

  it('may be told later where the secret cannot be read, and says why', async () => {
    secretsManager.on(GetSecretValueCommand).rejects(Object.assign(new Error(KEY), { name: 'AccessDeniedException' }))

    expect(await portsOf(policyOf(web)).sinks.get('pager')?.send(MESSAGE, SIGNAL)).toEqual({
      ok: false,
      isTransient: true,
      retryAfterMs: null,
      detail: 'the secret cannot be read: AccessDeniedException',
    })
  })
})

describe('the fallback', () => {
  it('is the sink of the topic, where the policy has one', () => {
    const { fallback, sinks } = portsOf(policyOf({ ...web, ...team }))

    expect(fallback).toBe('team')
    expect(sinks.get('team')).toMatchObject({ takesDigests: true, takesRecovered: true })
  })

  it('is the topic though the policy does not name it: it is told what a pager refuses, and why', async () => {
    store({ pager: 'no key' })
    const report = createRecordingAlertReporter()
    const ports = { ...portsOf(policyOf(web)), report }
    const state = { tries: 0, failingSince: null }

    expect(await deliver('pager', MESSAGE, state, 0, ports, SIGNAL)).toEqual({ type: 'told' })
    expect(published()).toMatchObject([{ TopicArn: TOPIC_ARN }])
    expect(JSON.parse(published()[0]?.Message ?? '').email).toContain(
      'This was for the sink pager, which did not take it (pager in the secret alert-sinks is no integration key): check',
    )
    expect([report.events, report.faults]).toEqual([
      ['failed pager pager in the secret alert-sinks is no integration key'],
      [],
    ])
  })

  it('has a name that no policy can give a sink', () => {
    const { fallback } = portsOf(policyOf(web))

    expect(() => policyOf({ [String(fallback)]: slack({ secret: 'chat' }) })).toThrow(ConfigError)
  })
})

it('a policy that nobody checked is refused', () => {
  expect(() => portsOf({ ...policyOf(team) })).toThrow(ConfigError)
})
