import { SecretError } from '../../lib/errors.ts'
import { parseSigningSecret } from '../../lib/webhook/parse-signing-secret.ts'
import { needStack } from '../need-stack.ts'
import { readUserFile } from '../terminal/read-user-file.ts'
import { UsageError } from '../terminal/usage-error.ts'

/** Where runs are sent to, and the secret they are signed with. */
export interface Target {
  readonly url: string
  readonly secret: string
}

/**
 * Finds where to send: to the local cloud that is up, or to a deployment.
 *
 * @throws UsageError where one is named by half, or wrongly; Error if none is up and none is named
 */
export const findTarget = (url: string | undefined, secretFile: string | undefined): Target => {
  if (url === undefined && secretFile === undefined) {
    const { apiUrl, webhookSecret } = needStack(', or name a --url and a --secret-file')
    return { url: `${apiUrl}/webhooks/hatchet`, secret: webhookSecret }
  }
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError('--secret-file goes with --url, an http or https URL')
  }
  if (secretFile === undefined)
    throw new UsageError('--url goes with --secret-file, the file that holds the signing secret')
  return { url, secret: readSecret(secretFile) }
}

const readSecret = (file: string): string => {
  const secret = readUserFile(file).toString().trim()
  try {
    parseSigningSecret(secret)
    return secret
  } catch (error) {
    if (error instanceof SecretError) throw new UsageError(`${file} cannot be used: ${error.message}`)
    throw error
  }
}
