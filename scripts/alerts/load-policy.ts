import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { AlertPolicy } from '../../lib/alerts/policy/alert-policy.ts'
import { isAlertPolicy } from '../../lib/alerts/policy/is-alert-policy.ts'
import { ConfigError } from '../../lib/errors.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import { OperatorError } from '../operator/operator-error.ts'

/**
 * Loads an alert policy.
 *
 * @throws UsageError if there is none; OperatorError if it is something else; ConfigError that names all that is wrong
 *   with it
 */
export const loadPolicy = async (path: string): Promise<AlertPolicy> => {
  if (!existsSync(path)) throw new UsageError(`there is no policy ${path}`)
  const { default: policy } = await importPolicy(path)
  if (!isAlertPolicy(policy)) throw new OperatorError(`${path} must export what defineAlerts returns, as its default`)
  return policy
}

const importPolicy = async (path: string): Promise<{ readonly default?: unknown }> => {
  try {
    return await import(pathToFileURL(path).href)
  } catch (fault) {
    if (fault instanceof ConfigError) throw fault
    throw new OperatorError(`${path} cannot be loaded: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}
