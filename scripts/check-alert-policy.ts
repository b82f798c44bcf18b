import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isAlertPolicy } from '../lib/alerts/policy/is-alert-policy.ts'
import { pastSilences } from '../lib/alerts/policy/past-silences.ts'
import { ConfigError } from '../lib/errors.ts'

/**
 * Runs an alert policy as the functions will at their start: what is wrong with it is known before anything is deployed. Tells
 * which of its silences are over.
 *
 * @throws ConfigError that names every error with its path
 */
export const checkAlertPolicy = async (path: string): Promise<void> => {
  const { default: policy }: { readonly default?: unknown } = await import(pathToFileURL(path).href)
  const file = relative('.', path)
  if (!isAlertPolicy(policy)) throw new ConfigError(`${file} must export what defineAlerts returns, as its default`)
  for (const { reason, until } of pastSilences(policy, Date.now())) {
    const ended = new Date(until).toISOString()
    process.stderr.write(`${file}: the silence "${reason}" is over since ${ended} and can be taken out\n`)
  }
}
