import { readFileSync } from 'node:fs'
import { SecretError } from '../../lib/errors.ts'
import { parseSigningSecret } from '../../lib/webhook/parse-signing-secret.ts'
import { readStack } from '../read-stack.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { userPath } from '../terminal/user-path.ts'

/** Where runs are sent to, and the secret they are signed with. */
export interface Target {
  readonly url: string
  readonly secret: string
}

/**
 * Finds where to send: to the local cloud that is up, or to a deployment.
 *
 * @throws UsageError if none is up and none is named
 */
export const findTarget = (url: string | undefined, secretFile: string | undefined): Target => {
  const stack = readStack()
  if (url === undefined && secretFile === undefined) {
    if (stack === null)
      throw new UsageError('no local cloud is up: start one with npm start, or name a --url and a --secret-file')
    return { url: `${stack.apiUrl}/webhooks/hatchet`, secret: stack.webhookSecret }
  }
  if (url === undefined || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError('--secret-file goes with --url, an http or https URL')
  }
  if (secretFile === undefined)
    throw new UsageError('--url goes with --secret-file, the file that holds the signing secret')
  return { url, secret: readSecret(secretFile) }
}

const readSecret = (file: string): string => {
  try {
    const secret = readFileSync(userPath(file), 'utf8').trim()
    parseSigningSecret(secret)
    return secret
  } catch (error) {
    const why = error instanceof SecretError ? error.message : (error as NodeJS.ErrnoException).code
    throw new UsageError(`${file} cannot be used: ${why}`)
  }
}
