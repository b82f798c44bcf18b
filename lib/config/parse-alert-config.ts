import * as v from 'valibot'
import { matches } from './matches.ts'
import { type Environment, parseEnvironment } from './parse-environment.ts'
import { sharedVariables } from './shared-variables.ts'
import { variable } from './variable.ts'

const AlertConfigSchema = v.object({
  STAGE: sharedVariables.STAGE,
  INCIDENTS_TABLE: variable(matches(/^[\w.-]{3,255}$/), 'the name of a table'),
  ALERTS_TOPIC_ARN: variable(matches(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]{1,256}$/), 'the ARN of an SNS topic'),
})

export type AlertConfig = v.InferOutput<typeof AlertConfigSchema>

/**
 * Reads the environment of the alert and the sweep function.
 *
 * @throws ConfigError that names every bad variable and what it should be, but no value
 */
export const parseAlertConfig = (env: Environment): AlertConfig => parseEnvironment(AlertConfigSchema, env)
