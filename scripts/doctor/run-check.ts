import { pause } from '../../local/pause.ts'
import { diagnoseFault } from '../operator/diagnose-fault.ts'
import { OperatorError } from '../operator/operator-error.ts'
import type { Check } from './check.ts'
import { DELETED_BY_HAND } from './deleted-by-hand.ts'
import type { DoctorWorld } from './doctor-world.ts'
import type { Finding } from './finding.ts'
import { NotChecked } from './not-checked.ts'

/** What a check found, and of which name it is. */
export interface NamedFinding extends Finding {
  readonly name: string
}

/** Runs a check to its end or to its limit. It throws nothing: what the check throws is a finding as well. */
export const runCheck = async (check: Check, world: DoctorWorld): Promise<NamedFinding> => {
  const over = new AbortController()
  const limit = pause(check.limitMs, over.signal).then((): Finding => {
    const words = `no answer within ${check.limitMs / 1_000} s`
    return { state: 'fail', words, fixes: [world.isLocal ? LOCAL : UNREACHED] }
  })
  const found = Promise.try(() => check.run(world, over.signal)).catch((fault) => findingOf(fault, check, world))
  const finding = await Promise.race([
    found,
    limit,
    ...(check.name === 'stack' ? [] : [outOfReach(world, over.signal)]),
  ])
  over.abort()
  return { name: check.name, ...finding }
}

/** Ends soon after it is known that nothing can be asked: what then hangs says no more. Else it goes on for ever. */
const outOfReach = async (world: DoctorWorld, signal: AbortSignal): Promise<Finding> => {
  if (!(await world.isOutOfReach())) return new Promise(() => {})
  await pause(GRACE_MS, signal)
  return SEE_STACK
}

const GRACE_MS = 3_000
const SEE_STACK: Finding = { state: 'skipped', words: 'not checked: see stack' }
const LOCAL = 'Try again. If it stays so, start the local cloud anew: npm start.'
const UNREACHED = 'Try again. If it stays so: is there a way to AWS from here (network, VPN, proxy)?'
const UNKNOWN = 'Try again. If it stays so: is something wrong with AWS (https://health.aws.amazon.com)?'
const ASK = 'Ask for that permission, or let somebody look who has it.'

const findingOf = async (fault: unknown, { name, needs, missing }: Check, world: DoctorWorld): Promise<Finding> => {
  // One line says it, and not each.
  if (name !== 'stack' && (await world.isOutOfReach())) return SEE_STACK
  if (fault instanceof NotChecked) return { state: 'skipped', words: `not checked: ${fault.message}` }
  if (fault instanceof OperatorError) return { state: 'fail', words: fault.message }
  const { kind, words, fix, action, said } = diagnoseFault(fault, world.deployment.name)
  if (kind === 'denied') return { state: 'skipped', words: `not checked: needs ${action ?? needs}`, fixes: [ASK] }
  if (kind === 'missing' && missing !== undefined) return { state: 'skipped', words: `not checked: see ${missing}` }
  if (kind === 'missing' && !world.isLocal) return { state: 'fail', words: said, fixes: [DELETED_BY_HAND] }
  if (fix !== null) return { state: 'fail', words, fixes: [`${fix.charAt(0).toUpperCase()}${fix.slice(1)}`] }
  return { state: 'fail', words, fixes: [world.isLocal ? LOCAL : UNKNOWN] }
}
