import type { Context } from 'aws-lambda'

/** What Lambda gives a function beside the event, as far as ours read it. */
export const lambdaContext = (remainingMs = 10_000): Context =>
  ({ awsRequestId: '0b1f3c1e-7f0a-4a51-9f0e-5a2f1d3c4b5a', getRemainingTimeInMillis: () => remainingMs }) as Context
