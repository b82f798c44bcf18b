import { countOf } from '../../../lib/alerts/notification/count-of.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { judgeSecretFault } from '../judge-secret-fault.ts'
import { putSecret } from '../put-secret.ts'

/** Does the secret of tenants name tenants that can be polled? */
export const tenantsSecretCheck: Check = {
  name: 'tenants secret',
  limitMs: 15_000,
  needs: 'secretsmanager:GetSecretValue',
  run: async (world): Promise<Finding> => {
    try {
      const { length } = await world.tenants()
      return {
        state: 'ok',
        words: `names ${length === 0 ? 'no tenant: nothing is polled' : countOf(length, 'tenant')}`,
      }
    } catch (fault) {
      return judgeSecretFault(fault, 'hatchet-tenants', fixOf(world), world)
    }
  },
}

const fixOf = (world: DoctorWorld): string =>
  `Put the whole list (README.md, "Without a webhook"): ${putSecret(world, 'hatchet-tenants', 'file://tenants.json')}`
