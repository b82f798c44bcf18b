import * as v from 'valibot'
import { ConfigError } from '../errors.ts'

/** The environment of a function. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the variables of a function.
 *
 * @throws ConfigError that names every bad variable and what it should be, but no value
 */
export const parseEnvironment = <TSchema extends v.GenericSchema>(
  schema: TSchema,
  env: Environment,
): v.InferOutput<TSchema> => {
  const parsed = v.safeParse(schema, env)
  if (parsed.success) return parsed.output
  const wrong = parsed.issues.map((issue) => `${v.getDotPath(issue)} must be ${issue.message}`)
  throw new ConfigError(`wrong environment: ${wrong.join('; ')}`)
}
