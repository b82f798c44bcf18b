import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { AlertPolicy } from '../../lib/alerts/policy/alert-policy.ts'
import { isAlertPolicy } from '../../lib/alerts/policy/is-alert-policy.ts'
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
  const { default: policy }: { readonly default?: unknown } = await import(pathToFileURL(path).href)
  if (!isAlertPolicy(policy)) throw new OperatorError(`${path} must export what defineAlerts returns, as its default`)
  return policy
}
