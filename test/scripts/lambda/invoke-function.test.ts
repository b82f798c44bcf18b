import { LambdaClient } from '@aws-sdk/client-lambda'
import { afterEach, describe, expect, it } from 'vitest'
import { localClientConfig } from '../../../local/service/local-client-config.ts'
import { invokeFunction } from '../../../scripts/lambda/invoke-function.ts'
import { startAnsweringServer } from '../../support/answering-server.ts'

const stops: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

const found = (url: string) => {
  const client = new LambdaClient({ ...localClientConfig(url), maxAttempts: 1 })
  stops.push(() => client.destroy())
  return { client, functionName: 'relay-prod-reconcile', region: 'eu-central-1' }
}

/** Calls a function once where such an answer comes; null for none. */
const invoke = async (status: number | null, errorType?: string, body = '{"Message":"words of AWS"}') => {
  const headers = errorType === undefined ? {} : { 'x-amzn-errortype': errorType }
  const server = await startAnsweringServer([status === null ? null : { status, headers, body }])
  stops.push(server.stop)
  const invoked = await invokeFunction(found(server.url), { a: 1 })
  expect(server.requests.map(({ body: event }) => event.toString())).toEqual(['{"a":1}'])
  return invoked
}

describe('invokeFunction', () => {
  it('gives the answer of the function', async () => {
    expect(await invoke(200, undefined, '{"b":2}')).toEqual({ kind: 'answered', value: { b: 2 } })
  })

  it('says that it was not called where there are too many calls, or where nobody listens', async () => {
    expect(await invoke(429, 'TooManyRequestsException')).toMatchObject({ kind: 'refused' })
    const gone = await startAnsweringServer([null])
    await gone.stop()
    expect(await invokeFunction(found(gone.url), {})).toMatchObject({
      kind: 'refused',
      words: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it.each([
    [500, 'ServiceException'],
    [502, undefined],
    [null, undefined],
  ])('says that nobody knows, and calls once, given %j %s', async (status, errorType) => {
    expect(await invoke(status, errorType)).toMatchObject({ kind: 'lost' })
  })

  it('waits no longer than it is told to', async () => {
    const server = await startAnsweringServer([{ status: 200, headers: {}, body: '{}' }])
    stops.push(server.stop)
    expect(await invokeFunction(found(server.url), {}, AbortSignal.abort())).toMatchObject({ kind: 'lost' })
  })

  it.each([
    [404, 'ResourceNotFoundException', 'there is no function relay-prod-reconcile in eu-central-1'],
    [
      403,
      'AccessDeniedException',
      'AWS refuses to call relay-prod-reconcile in eu-central-1: AccessDeniedException: words',
    ],
    [403, 'ExpiredTokenException', 'ExpiredTokenException'],
    [413, 'RequestTooLargeException', 'RequestTooLargeException'],
  ])('fails for good given %i %s', async (status, errorType, message) => {
    await expect(invoke(status, errorType)).rejects.toThrow(message)
  })
})
