import type { SoakRequest } from './post.ts'

/** A request that must be refused. */
export interface RefusedRequest {
  readonly title: string
  readonly status: number
  /** `event` is one that only a function URL brings: the HTTP API answers other methods itself. */
  readonly request: SoakRequest | 'event'
}

/** Longest body that is taken, bytes. */
const MAX_BODY_BYTES = 5 * 1_048_576

/**
 * A request for each line of the answers that refuse.
 *
 * @param good - a run that would be taken
 */
export const refusedRequests = (good: Buffer): readonly RefusedRequest[] => {
  const ofOtherTenant = good.toString().replaceAll(/"tenantId": ?"[0-9a-f-]{36}"/g, `"tenantId":"${OTHER_TENANT}"`)
  const signature = (text: string | undefined) => ({ body: good, headers: { 'webhook-signature': text } })
  return [
    { title: 'an empty body', status: 400, request: { body: Buffer.alloc(0) } },
    { title: 'a body that is not UTF-8', status: 400, request: { body: Buffer.from([0x7b, 0xff, 0x7d]) } },
    { title: 'a body that is not JSON', status: 400, request: { body: Buffer.from('run finished') } },
    { title: 'no signature', status: 401, request: signature(undefined) },
    { title: 'a malformed signature', status: 401, request: signature('v1,%') },
    { title: 'a wrong signature', status: 401, request: signature(`v1,${Buffer.alloc(32).toString('base64')}`) },
    { title: 'a signature of ten minutes ago', status: 401, request: { body: good, ageSeconds: 600 } },
    { title: "another tenant's run", status: 403, request: { body: Buffer.from(ofOtherTenant) } },
    { title: 'another path', status: 404, request: { body: good, path: '/webhooks' } },
    { title: 'another method', status: 404, request: { body: Buffer.alloc(0), method: 'GET' } },
    { title: 'another method, by a function URL', status: 405, request: 'event' },
    { title: 'a body of more than 5 MiB', status: 413, request: { body: Buffer.alloc(MAX_BODY_BYTES + 1, ' ') } },
    { title: 'a form', status: 415, request: { body: good, headers: { 'content-type': 'text/plain' } } },
    { title: 'a compressed body', status: 415, request: { body: good, headers: { 'content-encoding': 'gzip' } } },
    { title: 'no V1WorkflowRun', status: 422, request: { body: Buffer.from('{"run":{"status":"DONE"}}') } },
  ]
}

const OTHER_TENANT = '00000000-0000-4000-8000-000000000000'
