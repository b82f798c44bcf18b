import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SecretError } from '../errors.ts'
import { faultName } from './fault-name.ts'

/**
 * Reads the current value of a secret that is text.
 *
 * @throws SecretError
 */
export const readSecretText = async (
  client: SecretsManagerClient,
  secretId: string,
  signal: AbortSignal,
): Promise<string> => {
  const command = new GetSecretValueCommand({ SecretId: secretId, VersionStage: 'AWSCURRENT' })
  const { SecretString } = await client.send(command, { abortSignal: signal }).catch((cause) => {
    throw new SecretError(`the secret cannot be read: ${faultName(cause)}`, { cause })
  })
  if (SecretString === undefined) throw new SecretError('the secret is not text')
  return SecretString
}
