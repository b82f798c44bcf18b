import { SecretError } from '../../lib/errors.ts'
import { pause } from '../../local/pause.ts'
import { explainFault } from '../operator/explain-fault.ts'
import type { Check } from './check.ts'
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
    return { state: 'fail', words, fixes: ['Try again; if it stays so, look at what it asks.'] }
  })
  const found = Promise.try(() => check.run(world, over.signal)).catch((fault) => findingOf(fault, check, world))
  const finding = await Promise.race([found, limit])
  over.abort()
  return { name: check.name, ...finding }
}

const ASK = 'Ask for that permission, or let somebody look who has it.'
const LOCAL = 'Start the local cloud anew: npm start.'
const deployed = (stage: string): string =>
  `Are stage, region and account right, and can AWS be reached? Then: npm run deploy -- --stage ${stage}`

const DENIED = /^(AccessDenied|AccessDeniedException|AuthorizationError|AuthorizationErrorException)$/

const findingOf = (fault: unknown, { needs }: Check, world: DoctorWorld): Finding => {
  const causes = [fault, Object(fault).cause, Object(Object(fault).cause).cause]
  const denied = causes.find((cause) => DENIED.test(String(Object(cause).name)))
  if (denied !== undefined) return deniedFinding(String(Object(denied).message), needs)
  if (fault instanceof NotChecked) return { state: 'skipped', words: `not checked: ${fault.message}` }
  const words =
    fault instanceof SecretError && fault.cause === undefined
      ? fault.message
      : explainFault(fault, world.deployment.name)
  const { stage } = world
  return { state: 'fail', words, fixes: [world.isLocal ? LOCAL : deployed(stage)] }
}

const deniedFinding = (message: string, needs: string): Finding => {
  const [, action] = /not authorized to perform: ([\w:]+)/.exec(message) ?? []
  return { state: 'skipped', words: `not checked: needs ${action ?? needs}`, fixes: [ASK] }
}
