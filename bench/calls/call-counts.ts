/** What is counted: the calls to Hatchet's API, and those to AWS. */
export const CALLS = [
  'list',
  'details',
  'GetSecretValue',
  'GetItem',
  'BatchGetItem',
  'UpdateItem',
  'PutItem',
  'SendMessage',
] as const

/** How often each call was made, as HTTP requests; of 0 there is no member. */
export type CallCounts = Readonly<Partial<Record<(typeof CALLS)[number], number>>>
