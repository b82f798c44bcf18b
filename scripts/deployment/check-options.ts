import * as v from 'valibot'
import { sharedVariables } from '../../lib/config/shared-variables.ts'
import { complain } from '../../local/terminal/complain.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import { checkRegion } from '../operator/check-region.ts'
import { regionOf } from '../operator/region-of.ts'
import { findParameterProblems } from '../parameters/find-parameter-problems.ts'
import { readDeclaredParameters } from '../parameters/read-declared-parameters.ts'
import type { FrameworkValues } from './framework-options.ts'

/** The stage of the local cloud. */
const LOCAL = 'local'

/**
 * Checks what a deployment is told, before anything is packaged: a wrong value would stop a function at its start, and a
 * misspelt name would do nothing.
 *
 * @returns whether all is well; if not, what is wrong was told
 * @throws UsageError for what is no stage and no region
 */
export const checkOptions = async ({ stage = 'dev', region, param = [] }: FrameworkValues): Promise<boolean> => {
  const [issue] = v.safeParse(sharedVariables.STAGE, stage).issues ?? []
  if (issue) throw new UsageError(`--stage must be ${issue.message}`)
  if (stage === LOCAL) throw new UsageError(`stage ${LOCAL} is that of the local cloud: npm start`)
  checkRegion(regionOf(region))
  const problems = findParameterProblems(param, await readDeclaredParameters(stage, region))
  if (problems.length === 0) return true
  complain('Wrong parameters (README.md, "Configuration"):', ...problems.map((problem) => `  ${problem}`))
  return false
}
