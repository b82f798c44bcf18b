import { listOf } from '../../lib/config/list-of.ts'
import { variable } from '../../lib/config/variable.ts'

/** Addresses of one topic. */
const MAX_EMAILS = 10
/** A function's network (Lambda's quotas). */
const MAX_SUBNETS = 16
const MAX_SECURITY_GROUPS = 5
/** Requests that a region's HTTP APIs take (API Gateway's quotas). */
const MAX_RATE = 10_000
const MAX_BURST = 5_000
/** A week: the longest that an alarm looks back. */
const MAX_SILENCE_HOURS = 168
/** Four days: as long as run-summaries keeps a message. */
const MAX_AGE_MINUTES = 5_760
/** More than an account has by itself: some have asked for more. */
const MAX_RESERVED = 10_000
/** The times that CloudWatch Logs keeps lines for, days (PutRetentionPolicy). */
const RETENTION_DAYS = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653],
]

const isEmail = (text: string): boolean => /^[^\s@,"<>]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z0-9-]{2,63}$/.test(text)

const wholeNumber = (max: number) => (text: string) => {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : 0
  return number >= 1 && number <= max ? number : undefined
}
const noneOr =
  <T>(read: (text: string) => T | undefined) =>
  (text: string) =>
    text === 'none' ? null : read(text)
const oneOf = (values: readonly string[]) => (text: string) => (values.includes(text) ? text : undefined)

const emails = variable(
  listOf(isEmail, 0, MAX_EMAILS),
  `none, or at most ${MAX_EMAILS} e-mail addresses, separated by commas`,
)

/** The parameters that only the template reads. */
export const DEPLOYMENT_PARAMETERS = {
  alertEmail: emails,
  operationsEmail: emails,
  ingestSilenceHours: variable(noneOr(wholeNumber(MAX_SILENCE_HOURS)), `none, or 1 to ${MAX_SILENCE_HOURS} hours`),
  summariesMaxAgeMinutes: variable(noneOr(wholeNumber(MAX_AGE_MINUTES)), `none, or 1 to ${MAX_AGE_MINUTES} minutes`),
  logRetentionDays: variable(
    oneOf(RETENTION_DAYS.map(String)),
    `a number of days that CloudWatch knows: ${RETENTION_DAYS.join(', ')}`,
  ),
  throttleRate: variable(wholeNumber(MAX_RATE), `1 to ${MAX_RATE} requests a second`),
  throttleBurst: variable(wholeNumber(MAX_BURST), `1 to ${MAX_BURST} requests`),
  reservedConcurrency: variable(noneOr(wholeNumber(MAX_RESERVED)), `none, or 1 to ${MAX_RESERVED} instances`),
  tracing: variable(oneOf(['PassThrough', 'Active']), 'PassThrough or Active'),
  reconcileSubnetIds: variable(
    listOf((text) => /^subnet-[0-9a-f]{8,17}$/.test(text), 0, MAX_SUBNETS),
    `none, or at most ${MAX_SUBNETS} ids like subnet-0a1b2c3d, separated by commas`,
  ),
  reconcileSecurityGroupIds: variable(
    listOf((text) => /^sg-[0-9a-f]{8,17}$/.test(text), 0, MAX_SECURITY_GROUPS),
    `none, or at most ${MAX_SECURITY_GROUPS} ids like sg-0a1b2c3d, separated by commas`,
  ),
} as const
