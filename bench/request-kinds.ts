/** What is sent: a run that is forwarded, one with another key's signature, and signed JSON that is no run. */
export const REQUEST_KINDS = ['accepted', 'bad signature', 'bad schema'] as const

export type RequestKind = (typeof REQUEST_KINDS)[number]

/** What each must be answered. */
export const EXPECTED_STATUS = {
  accepted: 202,
  'bad signature': 401,
  'bad schema': 422,
} as const satisfies Record<RequestKind, number>
