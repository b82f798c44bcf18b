import { SecretError } from '../../../lib/errors.ts'
import type { Check } from '../check.ts'
import type { Finding } from '../finding.ts'

/** Does the secret of tenants name tenants that can be polled? */
export const tenantsSecretCheck: Check = {
  name: 'tenants secret',
  limitMs: 15_000,
  needs: 'secretsmanager:GetSecretValue',
  run: async ({ secret, tenants, stage }): Promise<Finding> => {
    await secret('hatchet-tenants')
    try {
      const { length } = await tenants()
      const named = `names ${length === 1 ? '1 tenant' : `${length} tenants`}`
      return { state: 'ok', words: length === 0 ? 'names no tenant: nothing is polled' : named }
    } catch (error) {
      if (!(error instanceof SecretError)) throw error
      const fix = `Correct hatchet-run-relay/${stage}/hatchet-tenants (README.md, "Without a webhook").`
      return { state: 'fail', words: error.message, fixes: [fix] }
    }
  },
}
