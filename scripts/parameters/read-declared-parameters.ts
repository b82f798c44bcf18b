import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { OSLS } from '../../local/service/osls.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import type { DeclaredParameters } from './declared-parameters.ts'

const ParamsSchema = v.objectWithRest({ default: v.record(v.string(), v.unknown()) }, v.record(v.string(), v.unknown()))

/** The framework looks at these by itself, and would not say which parameter is wrong. */
const GOOD = ['logRetentionDays=30', 'tracing=PassThrough'].flatMap((param) => ['--param', param])

/**
 * Reads `params` of `serverless.yml`, resolved by the framework.
 *
 * @throws with the framework's own words if `serverless.yml` is wrong
 */
export const readDeclaredParameters = async (stage: string): Promise<DeclaredParameters> => {
  const args = [OSLS, 'print', '--path', 'params', '--format', 'json', '--stage', stage, ...GOOD]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: PROJECT_ROOT }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`serverless.yml cannot be read:\n${error.stderr || error.stdout || error}`)
    },
  )
  const params = v.parse(ParamsSchema, JSON.parse(stdout))
  return { default: params.default, ofStage: params[stage] ?? {} }
}
