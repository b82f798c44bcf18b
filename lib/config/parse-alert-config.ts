import * as v from 'valibot'
import { MAX_SLACK_ORIGINS } from '../alerts/limits.ts'
import { isOrigin } from './is-origin.ts'
import { listOf } from './list-of.ts'
import { matches } from './matches.ts'
import { type Environment, parseEnvironment } from './parse-environment.ts'
import { sharedVariables } from './shared-variables.ts'
import { variable } from './variable.ts'

/** The variables of the alert and the sweep function. */
export const AlertConfigSchema = v.object({
  STAGE: sharedVariables.STAGE,
  INCIDENTS_TABLE: variable(matches(/^[\w.-]{3,255}$/), 'the name of a table'),
  ALERTS_TOPIC_ARN: variable(matches(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}$/), 'the ARN of an SNS topic'),
  ALERT_SINKS_SECRET_ID: variable(matches(/^\S{1,2048}$/), 'the name or ARN of a secret'),
  SLACK_ORIGINS: variable(
    listOf(isOrigin, 1, MAX_SLACK_ORIGINS),
    `1 to ${MAX_SLACK_ORIGINS} origins, like https://hooks.slack.com, separated by commas`,
    'https://hooks.slack.com,https://hooks.slack-gov.com',
  ),
  PAGERDUTY_ORIGIN: variable(
    (text) => (isOrigin(text) ? text : undefined),
    'an origin, like https://events.pagerduty.com',
    'https://events.pagerduty.com',
  ),
})

export type AlertConfig = v.InferOutput<typeof AlertConfigSchema>

/**
 * Reads the environment of the alert and the sweep function.
 *
 * @throws ConfigError that names every bad variable and what it should be, but no value
 */
export const parseAlertConfig = (env: Environment): AlertConfig => parseEnvironment(AlertConfigSchema, env)
