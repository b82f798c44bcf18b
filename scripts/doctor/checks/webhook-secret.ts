import { SecretError } from '../../../lib/errors.ts'
import { parseSigningSecret } from '../../../lib/webhook/parse-signing-secret.ts'
import type { Check } from '../check.ts'
import type { Finding } from '../finding.ts'

/** Is the signing secret one? */
export const webhookSecretCheck: Check = {
  name: 'webhook secret',
  limitMs: 15_000,
  needs: 'secretsmanager:GetSecretValue',
  run: async ({ secret, stage }): Promise<Finding> => {
    const text = await secret('webhook-secret')
    try {
      parseSigningSecret(text)
      return { state: 'ok', words: 'has the form of a signing secret' }
    } catch (error) {
      if (!(error instanceof SecretError)) throw error
      const id = `hatchet-run-relay/${stage}/webhook-secret`
      const fix = `aws secretsmanager put-secret-value --secret-id ${id} --secret-string "$(openssl rand -base64 32)"`
      return { state: 'fail', words: error.message, fixes: [`Put a new one, and give it to the senders: ${fix}`] }
    }
  },
}
