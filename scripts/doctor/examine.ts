import type { CommandResult } from '../operator/command-result.ts'
import type { Check } from './check.ts'
import type { DoctorWorld } from './doctor-world.ts'
import { runCheck } from './run-check.ts'
import { showFindings } from './show-findings.ts'

/**
 * Runs checks, all at once: none waits for another, and none that fails stops another.
 *
 * @param show - is told how far it is: one line for people
 */
export const examine = async (
  checks: readonly Check[],
  world: DoctorWorld,
  show: (line: string) => void,
): Promise<CommandResult> => {
  const waiting = new Set(checks.map(({ name }) => name))
  const tell = (): void => show(`Checking ${world.deployment.name}: ${[...waiting].join(', ')} …`)
  tell()
  const findings = await Promise.all(
    checks.map(async (check) => {
      const finding = await runCheck(check, world)
      waiting.delete(check.name)
      tell()
      return finding
    }),
  )
  // Of what nothing could be looked at, nobody knows.
  const isLookedAt = findings.some(({ state }) => state !== 'skipped')
  const isWell = isLookedAt && findings.every(({ state }) => state !== 'fail')
  const json = { deployment: world.deployment.name, isWell, checks: findings }
  return { lines: showFindings(world.deployment.name, findings), json, exitCode: isWell ? 0 : 1 }
}
