/** The environment of the functions in benchmarks: what Lambda and `serverless.yml` give them. No request leaves this machine. */
export const BENCH_ENVIRONMENT = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  // As long as Lambda's own: it is signed and sent with every request.
  AWS_SESSION_TOKEN: 'IQoJb3JpZ2lu'.repeat(60),
  STAGE: 'bench',
  SUMMARY_QUEUE_URLS: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries',
  BACKFILL_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/run-summaries',
  RUNS_TABLE: 'runs',
  WEBHOOK_SECRET_ID: 'webhook-secret',
  HATCHET_TENANTS_SECRET_ID: 'hatchet-tenants',
} as const
