import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { buildMessage } from '../support/alerts/build-message.ts'
import { type CapturedStdout, captureStdout } from '../support/capture-stdout.ts'
import { emfProblems } from '../support/emf-problems.ts'
import { loadAlert } from '../support/load-alert.ts'

const dynamoDb = mockClient(DynamoDBClient)
const sns = mockClient(SNSClient)
let stdout: CapturedStdout
beforeEach(() => {
  dynamoDb.reset()
  sns.reset()
  dynamoDb.on(GetItemCommand).resolves({})
  dynamoDb.on(PutItemCommand).resolves({})
  dynamoDb.on(UpdateItemCommand).resolves({})
  dynamoDb.on(QueryCommand).resolves({ Items: [], Count: 0 })
  sns.on(PublishCommand).resolves({ MessageId: 'm' })
  stdout = captureStdout()
})

const published = () => sns.commandCalls(PublishCommand).map(({ args }) => args[0].input)

describe('alert', () => {
  it('tells a failure once its incident is stored: to the topic, as chat and as e-mail', async () => {
    const { alert } = await loadAlert()

    expect(await alert([buildMessage(1)])).toEqual({ batchItemFailures: [] })
    expect(published()).toMatchObject([
      {
        TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alerts',
        MessageStructure: 'json',
        Subject: '[error] charge-card failed: card declined',
      },
    ])
    const message = JSON.parse(published()[0]?.Message ?? '')
    expect(message.email).toContain('Failed step: charge')
    expect(JSON.parse(message.default)).toMatchObject({ version: '1.0', source: 'custom' })
  })

  it('stores twice: the incident with the claim, and that it was told', async () => {
    await (await loadAlert()).alert([buildMessage(1), buildMessage(2), buildMessage(3)])

    expect(dynamoDb.commandCalls(PutItemCommand)).toHaveLength(2)
    expect(published()).toHaveLength(1)
  })

  it('tells nobody of a good run', async () => {
    await (await loadAlert()).alert([buildMessage(1, { status: 'COMPLETED' })])

    expect(published()).toEqual([])
  })

  it.each([
    ['no JSON', 'run finished'],
    ['a newer version', buildMessage(2).body.replace('"version":1', '"version":2')],
    ['a notification of its own', JSON.stringify({ version: '1.0', source: 'custom', content: { title: 'failed' } })],
    ['an envelope of SNS', JSON.stringify({ Type: 'Notification', Message: buildMessage(2).body })],
  ])('gives back %s, and takes the others', async (_, body) => {
    const { alert } = await loadAlert()
    const answer = await alert([buildMessage(1), { messageId: 'poison', body }])

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'poison' }] })
    expect(published()).toHaveLength(1)
  })

  it('gives back all of an incident that cannot be stored, and tells nobody', async () => {
    dynamoDb.on(PutItemCommand).rejects(Object.assign(new Error('secret words'), { name: 'AccessDeniedException' }))
    const answer = await (await loadAlert()).alert([buildMessage(1), buildMessage(2)])

    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['message-1', 'message-2'])
    expect(published()).toEqual([])
    expect(stdout.lines()).toMatchObject([{ AlertErrors: 1, detail: expect.stringContaining('AccessDeniedException') }])
    expect(stdout.text()).not.toContain('secret words')
  })

  it('begins nothing when its time is short', async () => {
    const { alert } = await loadAlert({}, 5_000)

    expect((await alert([buildMessage(1)])).batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }])
    expect(dynamoDb.calls()).toEqual([])
  })

  it('keeps a failure counted though nobody can be told now', async () => {
    sns.on(PublishCommand).rejects(Object.assign(new Error('x'), { name: 'ThrottledException' }))

    expect(await (await loadAlert()).alert([buildMessage(1)])).toEqual({ batchItemFailures: [] })
    expect(dynamoDb.commandCalls(PutItemCommand)).toHaveLength(2)
    expect(stdout.lines()).toMatchObject([{ NotificationsPostponed: 1, sink: 'team' }])
  })

  it('counts what it sends in lines that CloudWatch takes', async () => {
    await (await loadAlert()).alert([buildMessage(1)])

    expect(stdout.lines()).toMatchObject([{ NotificationsSent: 1, sink: 'team', kind: 'opened', incidents: 1 }])
    expect(stdout.lines().flatMap((line) => emfProblems(JSON.stringify(line), Date.now()))).toEqual([])
  })

  it.each(['STAGE', 'INCIDENTS_TABLE', 'ALERTS_TOPIC_ARN', 'ALERT_SINKS_SECRET_ID'])(
    'does not start without %s',
    async (name) => {
      await expect(loadAlert({ [name]: '' })).rejects.toThrow(`wrong environment: ${name} must be`)
    },
  )
})

describe('sweep', () => {
  it('tells how many incidents have something to do, and nobody of anything where nothing is due', async () => {
    dynamoDb.on(QueryCommand).resolves({ Items: [], Count: 3 })
    await (await loadAlert()).sweep()

    expect(stdout.lines()).toMatchObject([{ message: 'swept', OpenIncidents: 3 }])
    expect(published()).toEqual([])
  })

  it('fails where it is not known what is due', async () => {
    dynamoDb.on(QueryCommand).rejects(new Error('down'))

    await expect((await loadAlert()).sweep()).rejects.toThrow()
  })
})
