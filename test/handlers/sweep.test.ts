import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { captureStdout } from '../support/capture-stdout.ts'
import { loadAlert } from '../support/load-alert.ts'

const dynamoDb = mockClient(DynamoDBClient)
const sns = mockClient(SNSClient)
beforeEach(() => {
  dynamoDb.reset()
  sns.reset()
  dynamoDb.on(QueryCommand).resolves({ Items: [], Count: 0 })
  sns.on(PublishCommand).resolves({ MessageId: 'm' })
  captureStdout()
})

const publishes = () => sns.commandCalls(PublishCommand)

describe('sweep that is asked for a test', () => {
  it.each([[[]], [['team']]])('of %j sends a marked message, says who took it, and touches no table', async (test) => {
    const { sweep } = await loadAlert()

    expect(await sweep({ test })).toEqual({ results: [{ sink: 'team', ok: true, detail: '' }] })
    expect(publishes().map(({ args }) => args[0].input.Subject)).toEqual([
      expect.stringMatching(/^\[info\] TEST: example-workflow failed/),
    ])
    expect(dynamoDb.calls()).toEqual([])
  })

  it('says what the topic refused', async () => {
    sns.on(PublishCommand).rejects(Object.assign(new Error('secret words'), { name: 'AuthorizationErrorException' }))
    const answer = await (await loadAlert()).sweep({ test: [] })

    expect(answer).toEqual({
      results: [{ sink: 'team', ok: false, detail: expect.stringContaining('AuthorizationErrorException') }],
    })
    expect(JSON.stringify(answer)).not.toContain('secret words')
  })

  it('sends nothing for a sink that the policy does not have', async () => {
    expect(await (await loadAlert()).sweep({ test: ['pager'] })).toEqual({
      results: [{ sink: 'pager', ok: false, detail: 'the policy has only team' }],
    })
    expect(publishes()).toEqual([])
  })
})

it('sweep that is called by its schedule answers nothing, and sends no test', async () => {
  expect(await (await loadAlert()).sweep({ 'detail-type': 'Scheduled Event', detail: {} })).toBeUndefined()
  expect(dynamoDb.commandCalls(QueryCommand).length).toBeGreaterThan(0)
  expect(publishes()).toEqual([])
})
