import { randomInt } from 'node:crypto'
import type { SecretsManagerEmulator } from '../emulators/secrets-manager-emulator.ts'
import type { Resource } from './read-service.ts'

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Creates the template's secrets in the emulator, with their values, or values generated as a deployment generates them.
 *
 * @param given - values by logical id that differ from the template's
 * @returns their values by logical id, `WebhookSecret`
 */
export const createSecrets = (
  resources: readonly Resource[],
  emulator: SecretsManagerEmulator,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    resources
      .filter(({ type }) => type === 'AWS::SecretsManager::Secret')
      .map(({ logicalId, properties }) => {
        const { SecretString: written } = properties
        const value = given[logicalId] ?? (typeof written === 'string' ? written : generate(properties))
        emulator.putSecret(String(properties['Name']), value)
        return [logicalId, value]
      }),
  )

const generate = (properties: Resource['properties']): string => {
  const { PasswordLength } = properties['GenerateSecretString'] as { PasswordLength: number }
  return Array.from({ length: PasswordLength }, () => LETTERS_AND_DIGITS[randomInt(62)]).join('')
}
