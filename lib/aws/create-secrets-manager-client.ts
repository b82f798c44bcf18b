import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SECRET_READ_ATTEMPTS, SECRET_READ_TIMEOUT_MS } from '../limits.ts'
import { clientConfig } from './client-config.ts'

/** A client for the secrets that a request waits for. */
export const createSecretsManagerClient = (): SecretsManagerClient =>
  new SecretsManagerClient(clientConfig(SECRET_READ_ATTEMPTS, SECRET_READ_TIMEOUT_MS))
