interface Refusal {
  readonly statusCode: number
  readonly title: string
  readonly detail: string
}

/**
 * Why a request is refused, and what its sender is told. The keys are also the values of the metric dimension `reason`.
 *
 * 401 tells nobody what was wrong with a signature. 410 and 3xx, which make senders give up or go elsewhere, are never sent.
 */
export const REFUSALS = {
  event: {
    statusCode: 400,
    title: 'Not an HTTP event',
    detail: 'This function answers events of an HTTP API (payload format 2.0) or of a Function URL.',
  },
  path: { statusCode: 404, title: 'Not found', detail: 'Send runs to POST /webhooks/hatchet.' },
  method: { statusCode: 405, title: 'Method not allowed', detail: 'Send runs with POST.' },
  'content-type': {
    statusCode: 415,
    title: 'Unsupported media type',
    detail: 'Send application/json without a content encoding.',
  },
  size: {
    statusCode: 413,
    title: 'Body too large',
    detail: 'Send a body of at most 5 MiB: input and output may be left empty.',
  },
  signature: {
    statusCode: 401,
    title: 'Unauthorized',
    detail:
      'Sign the exact bytes of the body as Standard Webhooks 1.0 describes, with the current secret and a correct clock.',
  },
  json: {
    statusCode: 400,
    title: 'Not JSON',
    detail: 'Send a body of JSON in UTF-8, without a byte order mark and of no more than 100,000 levels.',
  },
  schema: {
    statusCode: 422,
    title: 'Not a V1WorkflowRun',
    detail: 'Send a V1WorkflowRun, bare or as the member "run".',
  },
  tenant: { statusCode: 403, title: 'Tenant not allowed', detail: 'This deployment takes runs of other tenants.' },
  secret: { statusCode: 503, title: 'Try again', detail: 'The signing secret is out of reach. Nothing was accepted.' },
  queue: { statusCode: 503, title: 'Try again', detail: 'A queue is out of reach. Send the same run again.' },
} as const satisfies Record<string, Refusal>

export type RefusalReason = keyof typeof REFUSALS
