import * as v from 'valibot'
import { sharedVariables } from '../../lib/config/shared-variables.ts'
import { SecretError } from '../../lib/errors.ts'
import type { HatchetTenant } from '../../lib/hatchet/hatchet-tenant.ts'
import { parseTenants } from '../../lib/hatchet/parse-tenants.ts'
import { readUserFile } from '../terminal/read-user-file.ts'
import { UsageError } from '../terminal/usage-error.ts'
import type { OwnHatchet } from './own-hatchet.ts'

/** A Hatchet of the user's own, and how its tenants are reached. */
interface NamedHatchet extends OwnHatchet {
  readonly polled: readonly HatchetTenant[]
}

const HATCHET_CLOUD = 'https://cloud.hatchet.run'

/**
 * Reads a file that holds what the secret hatchet-tenants is to hold.
 *
 * @param dashboardUrl - base of the links to runs; Hatchet Cloud's if it is left out, as in a deployment
 * @throws UsageError, with nothing of a token, if it cannot be used or names nobody
 */
export const readOwnHatchet = (file: string, dashboardUrl = HATCHET_CLOUD): NamedHatchet => {
  const link = v.safeParse(sharedVariables.HATCHET_DASHBOARD_URL, dashboardUrl)
  if (!link.success) throw new UsageError(`--dashboard must be ${link.issues[0].message}`)
  const tenants = readUserFile(file).toString()
  const polled = readTenants(tenants, file)
  if (polled.length === 0) throw new UsageError(`${file} names no tenant`)
  return { tenants, apiUrl: HATCHET_CLOUD, dashboardUrl: link.output, polled }
}

const readTenants = (text: string, file: string): readonly HatchetTenant[] => {
  try {
    return parseTenants(text, { apiUrl: HATCHET_CLOUD, allowHttp: true })
  } catch (error) {
    if (error instanceof SecretError) throw new UsageError(`${file} cannot be used: ${error.message}`)
    throw error
  }
}
