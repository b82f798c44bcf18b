import type { DoctorWorld } from './doctor-world.ts'
import type { Finding } from './finding.ts'

/** One question to a deployment. */
export interface Check {
  /** For people, one or two words. */
  readonly name: string
  /** How long it may take, ms. */
  readonly limitMs: number
  /** The permissions that it needs, where AWS does not name the one that is missing. */
  readonly needs: string
  /** The check that says so where what this one asks is gone. */
  readonly missing?: string
  /**
   * @throws NotChecked where it cannot be answered from here; whatever AWS answers else
   */
  run(world: DoctorWorld, signal: AbortSignal): Promise<Finding>
}
