import { isJsonObject } from '../../lib/run/is-json-object.ts'
import { parseJson } from '../../lib/run/parse-json.ts'
import type { Ended } from '../run-program.ts'
import { EXPECTED_FINDINGS } from './expected-findings.ts'
import type { Trial } from './trial.ts'

/** Has the doctor look at a deployment that is well, at one that is ill, and at none; then moves what failed back. */
export const tryDoctor = async (trial: Trial): Promise<readonly string[]> => {
  await trial.illness.complete()
  await trial.answerCalls(TENANTS, turn(null))
  const well = judge('a deployment that is well', await trial.doctor(), EXPECTED_FINDINGS.well)
  await trial.illness.spread()
  await trial.answerCalls(TENANTS, turn({ reason: 'auth', detail: 'status 403' }))
  const ill = judge('a deployment that is ill', await trial.doctor(), EXPECTED_FINDINGS.ill)
  const nowhere = judge('none', await trial.doctor('nowhere'), EXPECTED_FINDINGS.nowhere)
  return [...well, ...ill, ...nowhere, ...judgeRedrive(await trial.redrive())]
}

const TENANTS = { tenants: ['707d0855-80ab-4e1f-a156-f1c4546cbf52'], stopped: null }
const turn = (stopped: object | null): object => ({ checked: 0, told: 0, left: 0, unread: [], stopped, next: null })

const judge = (
  of: string,
  { code, stdout, lastWords }: Ended,
  expected: Readonly<Record<string, string>>,
): readonly string[] => {
  const json = parseJson(stdout)
  const checks: unknown = isJsonObject(json) ? json['checks'] : undefined
  if (code !== 1 || !Array.isArray(checks)) {
    return [`of ${of} the doctor ended with ${code} and ${Array.isArray(checks) ? '' : 'no '}JSON:`, ...lastWords]
  }
  const found = new Map(checks.map(({ name, state, words }) => [String(name), `${state}, ${words}`]))
  const wrong = Object.entries(expected).filter(([name, words]) => !found.get(name)?.startsWith(words))
  const surplus = [...found.keys()].filter((name) => expected[name] === undefined)
  return [
    ...wrong.map(([name, words]) => `of ${of} the doctor says "${name}: ${found.get(name)}", not "${words}"`),
    ...surplus.map((name) => `the doctor has a check ${name} that nobody expects`),
  ]
}

const judgeRedrive = ({ code, stdout, lastWords }: Ended): readonly string[] => {
  const { moved, stayed } = Object(parseJson(stdout))
  return code === 0 && moved === 1 && stayed === 1
    ? []
    : [`redrive ended with ${code}, moved ${moved} of 1 and left ${stayed} of 1:`, ...lastWords]
}
