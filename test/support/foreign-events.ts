/** Events of other sources, and values that are no event at all. */
export const foreignEvents: readonly { readonly name: string; readonly event: unknown }[] = [
  {
    name: 'an SQS batch',
    event: { Records: [{ messageId: '1', body: '{}', eventSource: 'aws:sqs', attributes: {}, messageAttributes: {} }] },
  },
  {
    name: 'an EventBridge schedule',
    event: { version: '0', id: '1', 'detail-type': 'Scheduled Event', source: 'aws.events', detail: {} },
  },
  {
    name: 'a REST API request',
    event: { resource: '/', path: '/webhooks/hatchet', httpMethod: 'POST', headers: {}, body: '{}' },
  },
  {
    name: 'an HTTP API request of format 1.0',
    event: { version: '1.0', path: '/webhooks/hatchet', httpMethod: 'POST', headers: {}, body: '{}' },
  },
  { name: 'a load balancer request', event: { requestContext: { elb: {} }, httpMethod: 'POST', path: '/', body: '' } },
  {
    name: 'a WebSocket message',
    event: { requestContext: { eventType: 'MESSAGE', connectionId: '1' }, body: '{}', isBase64Encoded: false },
  },
  { name: 'an empty object', event: {} },
  { name: 'null', event: null },
  { name: 'undefined', event: undefined },
  { name: 'an empty list', event: [] },
  { name: 'a list', event: [{ version: '2.0', rawPath: '/webhooks/hatchet' }] },
  { name: 'a text', event: '{"version":"2.0"}' },
  { name: 'an empty text', event: '' },
  { name: 'a number', event: 42 },
  { name: 'false', event: false },
]
