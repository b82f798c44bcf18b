import type { DeclaredParameters } from './declared-parameters.ts'
import { PARAMETER_VARIABLES } from './parameter-variables.ts'

/**
 * All that a function is given, bytes of its variables as JSON.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html ("4 KB, for all environment variables")
 * @see https://github.com/github-aws-runners/terraform-aws-github-runner/issues/3594 (the refusal shows what is measured)
 */
const MAX_ENVIRONMENT_BYTES = 4_096
/** A parameter that takes less is not worth shortening. */
const LONG_BYTES = 100

/**
 * The functions whose variables are more than Lambda takes, in words, each with the parameters that can be shortened: each
 * list has a bound of its own, and not all can be used up at once.
 *
 * @param values - of the parameters
 */
export const findLargeEnvironments = (
  values: Readonly<Record<string, unknown>>,
  environments: DeclaredParameters['environments'],
): readonly string[] =>
  Object.entries(environments).flatMap(([name, declared]) => {
    const parameters = Object.keys(declared).flatMap((variable) => {
      const parameter = PARAMETER_VARIABLES[variable]
      return parameter === undefined ? [] : { parameter, variable, text: String(values[parameter]) }
    })
    const given = Object.fromEntries(parameters.map(({ variable, text }) => [variable, text]))
    const bytes = Buffer.byteLength(JSON.stringify({ ...declared, ...given }))
    if (bytes <= MAX_ENVIRONMENT_BYTES) return []
    const long = parameters
      .map(({ parameter, text }) => ({ parameter, size: Buffer.byteLength(text) }))
      .filter(({ size }) => size > LONG_BYTES)
      .toSorted((a, b) => b.size - a.size)
      .map(({ parameter, size }) => `${parameter} (${size} bytes)`)
    const what = `${long.join(' and ')} ${long.length > 1 ? 'are too long together' : 'is too long'}`
    return `${what}: all variables of ${name} would be ${bytes} bytes, and Lambda takes ${MAX_ENVIRONMENT_BYTES}`
  })
