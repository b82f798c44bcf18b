import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LoopbackServer } from '../../local/http/listen-on-loopback.ts'
import type { Invocation } from '../../local/lambda/invocation.ts'
import { startLambdaApi } from '../../local/lambda/lambda-api.ts'
import { localClientConfig } from '../../local/service/local-client-config.ts'

const events: string[] = []
let invocation: Invocation
let api: LoopbackServer
let client: LambdaClient

const functionOf = (functionName: string) => ({
  definition: { functionName },
  target: {
    invoke: async (event: string): Promise<Invocation> => {
      events.push(`${functionName} ${event}`)
      return invocation
    },
  },
})

beforeEach(async () => {
  events.length = 0
  invocation = { ok: true, payload: '{"done":"ünd"}' }
  api = await startLambdaApi([functionOf('relay-local-reconcile'), functionOf('relay-local-sweep')])
  client = new LambdaClient({ ...localClientConfig(api.url), maxAttempts: 1 })
})
afterEach(async () => {
  client.destroy()
  await api.stop()
})

const invoke = (FunctionName: string, Payload?: string) =>
  client.send(new InvokeCommand({ FunctionName, ...(Payload !== undefined && { Payload }) }))

const post = (path: string, headers: Record<string, string> = {}, method = 'POST') =>
  fetch(`${api.url}${path}`, { method, headers, ...(method === 'POST' && { body: '{}' }) })

describe('the local Invoke of Lambda', () => {
  it('calls the function of that name with the event, and gives its answer', async () => {
    const answer = await invoke('relay-local-sweep', '{"a":"é"}')

    expect(answer).toMatchObject({ $metadata: { httpStatusCode: 200 }, StatusCode: 200, ExecutedVersion: '$LATEST' })
    expect(answer.FunctionError).toBeUndefined()
    expect(answer.Payload?.transformToString()).toBe('{"done":"ünd"}')
    expect(events).toEqual(['relay-local-sweep {"a":"é"}'])
  })

  it('calls it with an empty object where there is no event', async () => {
    await invoke('relay-local-reconcile')
    expect(events).toEqual(['relay-local-reconcile {}'])
  })

  it('says that the function failed, and how', async () => {
    invocation = { ok: false, errorType: 'TypeError', errorMessage: 'wrong event' }
    const { FunctionError, Payload, StatusCode } = await invoke('relay-local-sweep', '{}')

    expect({ FunctionError, StatusCode }).toEqual({ FunctionError: 'Unhandled', StatusCode: 200 })
    expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual({
      errorType: 'TypeError',
      errorMessage: 'wrong event',
    })
  })

  it('says that an answer of more than 6 MB failed', async () => {
    invocation = { ok: true, payload: JSON.stringify('x'.repeat(6 * 1024 * 1024)) }
    const { FunctionError, Payload } = await invoke('relay-local-sweep', '{}')

    expect(FunctionError).toBe('Unhandled')
    expect(Payload?.transformToString()).toContain('Function.ResponseSizeTooLarge')
  })

  it.each([
    ['a function that there is not', 'relay-prod-reconcile', '{}', 'ResourceNotFoundException', 404],
    ['an event that is no JSON', 'relay-local-sweep', '{', 'InvalidRequestContentException', 400],
    [
      'an event of more than 6 MB',
      'relay-local-sweep',
      JSON.stringify('x'.repeat(6 * 1024 * 1024)),
      'RequestTooLargeException',
      413,
    ],
  ])('refuses %s, and calls nothing', async (_, name, payload, error, httpStatusCode) => {
    await expect(invoke(name, payload)).rejects.toMatchObject({ name: error, $metadata: { httpStatusCode } })
    expect(events).toEqual([])
  })

  it('refuses what it does not emulate', async () => {
    const path = '/2015-03-31/functions/relay-local-sweep/invocations'
    const answers = await Promise.all([
      post(path, { 'x-amz-invocation-type': 'Event' }),
      post(path, {}, 'GET'),
      post('/2015-03-31/functions/relay-local-sweep'),
    ])

    expect(answers.map(({ status, headers }) => [status, headers.get('x-amzn-errortype')])).toEqual([
      [400, 'InvalidParameterValueException'],
      [404, 'UnknownOperationException'],
      [404, 'UnknownOperationException'],
    ])
    expect(events).toEqual([])
  })
})
