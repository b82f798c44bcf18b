import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { SecretError } from '../errors.ts'
import type { SigningSecretStore } from '../webhook/signing-keys.ts'
import { faultName } from './fault-name.ts'

/** The signing secret in Secrets Manager, as plain text. */
export const createSecretsManagerSigningSecret = (
  client: SecretsManagerClient,
  secretId: string,
): SigningSecretStore => ({
  read: async (stage, signal) => {
    try {
      // Always with a stage: after a rotation that was undone, a read without one may answer another version.
      const command = new GetSecretValueCommand({ SecretId: secretId, VersionStage: stage })
      const { SecretString, CreatedDate } = await client.send(command, { abortSignal: signal })
      if (SecretString === undefined) throw new SecretError(`the ${stage} version of the signing secret is not text`)
      return { value: SecretString, createdAt: CreatedDate?.getTime() ?? 0 }
    } catch (cause) {
      if (cause instanceof ResourceNotFoundException && stage === 'AWSPREVIOUS') return null
      if (cause instanceof SecretError) throw cause
      throw new SecretError(`the ${stage} version of the signing secret cannot be read: ${faultName(cause)}`, { cause })
    }
  },
})
