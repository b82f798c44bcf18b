import { describe, expect, it } from 'vitest'
import type { Check } from '../../scripts/doctor/check.ts'
import type { DoctorWorld } from '../../scripts/doctor/doctor-world.ts'
import type { Finding } from '../../scripts/doctor/finding.ts'
import { runCheck } from '../../scripts/doctor/run-check.ts'
import { createDoctorWorld } from './doctor-world.ts'

/** Takes something from a deployment that is well, or puts other members into what it is looked at with. */
export type DoctorChange = (prepared: ReturnType<typeof createDoctorWorld>) => Partial<DoctorWorld> | undefined

/** A check, of what; how that comes to be; what it finds: its state, some of its words, and some of its fixes, if any. */
export type CheckCase = readonly [
  check: Check,
  of: string,
  change: DoctorChange,
  state: Finding['state'],
  words: string,
  fix?: string,
]

export const asIs: DoctorChange = () => undefined

/** A secret has another text. */
export const secretOf =
  (name: string, text: string): DoctorChange =>
  ({ secrets }) => {
    secrets[name] = text
    return undefined
  }

/** Runs checks against deployments. Texts with `hidden` in them must not come up. */
export const describeChecks = (cases: readonly CheckCase[]): void => {
  describe('npm run doctor says of', () => {
    it.each(cases.map((one) => [one[0].name, one[1], one] as const))(
      '%s, %s',
      async (_, _case, [check, , change, state, words, fix]) => {
        const prepared = createDoctorWorld()
        const finding = await runCheck(check, { ...prepared.world, ...change(prepared) })

        expect(finding).toMatchObject({ state, words: expect.stringContaining(words) })
        expect(finding.fixes?.join('\n') ?? '').toContain(fix ?? '')
        expect(finding.fixes === undefined).toBe(fix === undefined)
        expect(JSON.stringify(finding)).not.toContain('hidden')
      },
    )
  })
}
