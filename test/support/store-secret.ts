import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import type { AwsClientStub } from 'aws-sdk-client-mock'
import { TEST_SECRET } from './signed-event.ts'

export interface StoredSecret {
  readonly current?: string
  /** Without it there is no AWSPREVIOUS, as of a secret that was never rotated. */
  readonly previous?: string
  /** When the current version was made, ms since 1970. */
  readonly createdAt?: number
}

/** Makes a mocked Secrets Manager answer with these versions of the signing secret. */
export const storeSecret = (
  secrets: AwsClientStub<SecretsManagerClient>,
  { current = TEST_SECRET, previous, createdAt = 0 }: StoredSecret = {},
): void => {
  const versions = { AWSCURRENT: current, AWSPREVIOUS: previous }
  secrets.reset()
  for (const [VersionStage, SecretString] of Object.entries(versions)) {
    const read = secrets.on(GetSecretValueCommand, { VersionStage })
    if (SecretString === undefined) read.rejects(notFound())
    else read.resolves({ SecretString, CreatedDate: new Date(createdAt) })
  }
}

const notFound = () =>
  new ResourceNotFoundException({ $metadata: {}, message: "Secrets Manager can't find the specified secret value." })
