import * as v from 'valibot'
import { isHttpUrl } from './is-http-url.ts'
import { matches } from './matches.ts'
import { type Environment, parseEnvironment } from './parse-environment.ts'
import { sharedVariables } from './shared-variables.ts'
import { variable } from './variable.ts'

/** The variables of the reconcile function. */
export const ReconcileConfigSchema = v.object({
  ...sharedVariables,
  BACKFILL_QUEUE_URL: variable((text) => (isHttpUrl(text) ? text : undefined), 'the URL of a queue'),
  HATCHET_TENANTS_SECRET_ID: variable(matches(/^\S{1,2048}$/), 'the name or ARN of a secret'),
  HATCHET_API_URL: variable(
    (text) => (isHttpUrl(text) ? text : undefined),
    'an http or https URL',
    'https://cloud.hatchet.run',
  ),
  HATCHET_ALLOW_HTTP: variable(
    (text) => (text === 'yes' || text === 'no' ? text === 'yes' : undefined),
    'yes or no',
    'no',
  ),
})

export type ReconcileConfig = v.InferOutput<typeof ReconcileConfigSchema>

/**
 * Reads the environment of the reconcile function.
 *
 * @throws ConfigError that names every bad variable and what it should be, but no value
 */
export const parseReconcileConfig = (env: Environment): ReconcileConfig => parseEnvironment(ReconcileConfigSchema, env)
