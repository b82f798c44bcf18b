import type { HatchetRuns } from '../reconcile/hatchet-runs.ts'
import type { Tenants } from '../reconcile/run-tick.ts'
import { createHatchetRuns } from './create-hatchet-runs.ts'
import type { HatchetOptions } from './hatchet-options.ts'
import { parseTenants, type TenantsOptions } from './parse-tenants.ts'

/**
 * The tenants that a secret names. It is read anew each time; connections to a tenant are kept as long as it stays as it is.
 *
 * @param readSecret - throws SecretError if it cannot be read
 */
export const createTenants = (
  readSecret: (signal: AbortSignal) => Promise<string>,
  tenantsOptions: TenantsOptions,
  options: HatchetOptions,
): Tenants => {
  let known = new Map<string, HatchetRuns>()
  return {
    load: async (signal) => {
      const tenants = parseTenants(await readSecret(signal), tenantsOptions)
      const runsOf = tenants.map((tenant) => {
        const key = JSON.stringify(tenant)
        return { key, tenantId: tenant.tenantId, runs: known.get(key) ?? createHatchetRuns(tenant, options) }
      })
      known = new Map(runsOf.map(({ key, runs }) => [key, runs]))
      return runsOf.map(({ tenantId, runs }) => ({ tenantId, runs }))
    },
  }
}
