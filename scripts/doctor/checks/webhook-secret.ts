import { parseSigningSecret } from '../../../lib/webhook/parse-signing-secret.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { judgeSecretFault } from '../judge-secret-fault.ts'
import { putSecret } from '../put-secret.ts'

/** Is the signing secret one? */
export const webhookSecretCheck: Check = {
  name: 'webhook secret',
  limitMs: 15_000,
  needs: 'secretsmanager:GetSecretValue',
  run: async (world): Promise<Finding> => {
    try {
      parseSigningSecret(await world.secret('webhook-secret'))
      return { state: 'ok', words: 'has the form of a signing secret' }
    } catch (fault) {
      return judgeSecretFault(fault, 'webhook-secret', fixOf(world), world)
    }
  },
}

const fixOf = (world: DoctorWorld): string =>
  `Put a new one, and give it to the senders: ${putSecret(world, 'webhook-secret', '"$(openssl rand -base64 32)"')}`
