/** Every parameter that adds something to the template, set. */
export const EVERY_PARAMETER = [
  'alertEmail=people@example.com,others@example.com',
  'operationsEmail=people@example.com',
  'ingestSilenceHours=24',
  'summariesMaxAgeMinutes=30',
  'reservedConcurrency=20',
  'tracing=Active',
  'reconcileSubnetIds=subnet-0a1b2c3d,subnet-4e5f6a7b',
  'reconcileSecurityGroupIds=sg-0a1b2c3d',
] as const
