import { describe, expect, it } from 'vitest'
import { readHttpEvent } from '../../lib/webhook/read-http-event.ts'
import { foreignEvents } from '../support/foreign-events.ts'
import { signedEvent } from '../support/signed-event.ts'

const event = (changes: Record<string, unknown> = {}) => ({ ...signedEvent({ body: '{}' }), ...changes })

describe('readHttpEvent', () => {
  it('reads method, path, headers and body of an HTTP API event', () => {
    const request = readHttpEvent(signedEvent({ body: '{"a":1}', id: 'msg_1' }))

    expect(request).toMatchObject({ method: 'POST', path: '/webhooks/hatchet' })
    expect(request?.body).toEqual({ content: '{"a":1}', isBase64: false })
    expect(request?.header('webhook-id')).toBe('msg_1')
  })

  it('writes the method in upper case', () => {
    expect(readHttpEvent(signedEvent({ body: '', method: 'post' }))?.method).toBe('POST')
  })

  it.each(foreignEvents)('takes $name for no HTTP event', ({ event: foreign }) => {
    expect(readHttpEvent(foreign)).toBeNull()
  })

  it.each([
    ['payload format 1.0', { version: '1.0' }],
    ['a path that is no text', { rawPath: 7 }],
    ['no request context', { requestContext: undefined }],
    ['a request context without http', { requestContext: {} }],
    ['a request context that is a list', { requestContext: [{ method: 'POST' }] }],
    ['a method that is no text', { requestContext: { http: { method: null } } }],
  ])('takes an event with %s for no HTTP event', (_, changes) => {
    expect(readHttpEvent(event(changes))).toBeNull()
  })

  it.each([['webhook-id'], ['Webhook-Id'], ['WEBHOOK-ID']])('finds a header that is written %s', (written) => {
    const request = readHttpEvent(event({ headers: { [written]: 'msg_1' } }))

    expect(request?.header('webhook-id')).toBe('msg_1')
  })

  it('prefers the name in lower case, which is how the gateway writes it', () => {
    const request = readHttpEvent(event({ headers: { 'WEBHOOK-ID': 'other', 'webhook-id': 'gateway' } }))

    expect(request?.header('webhook-id')).toBe('gateway')
  })

  it.each([
    ['missing', undefined],
    ['null', null],
    ['a list', ['webhook-id']],
    ['a text', 'webhook-id: msg_1'],
  ])('finds no header where headers are %s', (_, headers) => {
    expect(readHttpEvent(event({ headers }))?.header('webhook-id')).toBeNull()
  })

  it.each([
    ['a number', 7],
    ['a list', ['msg_1']],
    ['null', null],
  ])('takes a header whose value is %s for missing', (_, value) => {
    expect(readHttpEvent(event({ headers: { 'webhook-id': value } }))?.header('webhook-id')).toBeNull()
  })

  it.each(['constructor', '__proto__', 'tostring'])('does not take the inherited %s for a header', (name) => {
    expect(readHttpEvent(event())?.header(name)).toBeNull()
  })

  it.each([
    ['missing', undefined],
    ['null', null],
    ['an object', { a: 1 }],
    ['a number', 1],
  ])('takes a body that is %s for an empty one', (_, body) => {
    expect(readHttpEvent(event({ body }))?.body.content).toBe('')
  })

  it.each([
    [true, true],
    [false, false],
    [undefined, false],
    ['true', false],
    [1, false],
  ])('takes isBase64Encoded %j for %j', (isBase64Encoded, expected) => {
    expect(readHttpEvent(event({ isBase64Encoded }))?.body.isBase64).toBe(expected)
  })
})
