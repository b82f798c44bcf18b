import { SERVICE } from '../../operator/service.ts'
import { awsCommand } from '../aws-command.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { judgeSecretFault } from '../judge-secret-fault.ts'

/** Does the secret of tenants name tenants that can be polled? */
export const tenantsSecretCheck: Check = {
  name: 'tenants secret',
  limitMs: 15_000,
  needs: 'secretsmanager:GetSecretValue',
  run: async (world): Promise<Finding> => {
    try {
      const { length } = await world.tenants()
      const named = `names ${length === 1 ? '1 tenant' : `${length} tenants`}`
      return { state: 'ok', words: length === 0 ? 'names no tenant: nothing is polled' : named }
    } catch (fault) {
      return judgeSecretFault(fault, 'hatchet-tenants', fixOf(world), world)
    }
  },
}

const fixOf = (world: DoctorWorld): string => {
  const value = `--secret-id ${SERVICE}/${world.stage}/hatchet-tenants --secret-string file://tenants.json`
  return `Put the whole list (README.md, "Without a webhook"): ${awsCommand(world, `secretsmanager put-secret-value ${value}`)}`
}
