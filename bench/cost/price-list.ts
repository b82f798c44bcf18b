interface Price {
  readonly what: string
  readonly dollars: number
  /** Of how many that is the price. */
  readonly per: number
  readonly unit: string
  readonly source: string
}

const MILLION = 1_000_000

const price = (what: string, dollars: number, per: number, unit: string, source: string): Price => ({
  what,
  dollars,
  per,
  unit,
  source: `https://aws.amazon.com/${source}/`,
})

/** Prices in us-east-1. Free tiers and later, cheaper tiers are left out. */
export const PRICE_LIST = {
  apiRequest: price('HTTP API', 1, MILLION, 'requests of up to 512 KB', 'api-gateway/pricing'),
  lambdaRequest: price('Lambda', 0.2, MILLION, 'invocations', 'lambda/pricing'),
  lambdaGbSecond: price('Lambda, arm64', 13.3334, MILLION, 'GB-seconds', 'lambda/pricing'),
  sqsRequest: price('SQS', 0.4, MILLION, 'requests of up to 64 KB', 'sqs/pricing'),
  readUnit: price('DynamoDB, on demand', 0.125, MILLION, 'read units', 'dynamodb/pricing/on-demand'),
  writeUnit: price('DynamoDB, on demand', 0.625, MILLION, 'write units', 'dynamodb/pricing/on-demand'),
  tableGbMonth: price('DynamoDB, stored', 0.25, 1, 'GB a month', 'dynamodb/pricing/on-demand'),
  backupGbMonth: price('DynamoDB, point-in-time recovery', 0.2, 1, 'GB a month', 'dynamodb/pricing/on-demand'),
  publish: price('SNS', 0.5, MILLION, 'messages', 'sns/pricing'),
  email: price('SNS, e-mail', 20, MILLION, 'e-mails', 'sns/pricing'),
  logGb: price('CloudWatch, logs taken in', 0.5, 1, 'GB', 'cloudwatch/pricing'),
  metricMonth: price('CloudWatch, custom metrics', 0.3, 1, 'metric a month', 'cloudwatch/pricing'),
  alarmMonth: price('CloudWatch, alarms', 0.1, 1, 'metric that an alarm reads a month', 'cloudwatch/pricing'),
  dashboardMonth: price('CloudWatch, dashboards', 3, 1, 'dashboard a month', 'cloudwatch/pricing'),
  secretMonth: price('Secrets Manager', 0.4, 1, 'secret a month', 'secrets-manager/pricing'),
  secretRead: price('Secrets Manager', 5, MILLION, 'reads', 'secrets-manager/pricing'),
  keyMonth: price('KMS', 1, 1, 'key a month', 'kms/pricing'),
  rotationMonth: price('KMS, the first two rotations of a key', 1, 1, 'rotation a month', 'kms/pricing'),
  keyRequest: price('KMS', 3, MILLION, 'requests', 'kms/pricing'),
  scheduledInvocation: price('EventBridge Scheduler', 1, MILLION, 'invocations', 'eventbridge/pricing'),
} as const
