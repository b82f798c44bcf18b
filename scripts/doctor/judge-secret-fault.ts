import { SecretError } from '../../lib/errors.ts'
import { SERVICE } from '../operator/service.ts'
import { awsCommand } from './aws-command.ts'
import { DELETED_BY_HAND } from './deleted-by-hand.ts'
import type { DoctorWorld } from './doctor-world.ts'
import type { Finding } from './finding.ts'
import { secretIdOf } from './secret-id-of.ts'

/**
 * Says what is wrong with a secret that cannot be read.
 *
 * @param name - the end of its name, `webhook-secret`
 * @param put - what gives it a good value
 * @throws the fault, where that is no matter of the secret
 */
export const judgeSecretFault = async (
  fault: unknown,
  name: string,
  put: string,
  world: DoctorWorld,
): Promise<Finding> => {
  if (!(fault instanceof SecretError) || (await world.isOutOfReach())) throw fault
  if (fault.cause === undefined) return { state: 'fail', words: fault.message, fixes: [put] }
  const id = secretIdOf(world.stage, name)
  const { name: kind = '', message = '' } = Object(fault.cause)
  if (kind === 'InvalidRequestException' && /marked/.test(message)) {
    const restore = awsCommand(world, `secretsmanager restore-secret --secret-id ${id}`)
    return { state: 'fail', words: `${id} is marked for deletion`, fixes: [restore] }
  }
  if (/^DecryptionFailure|KMS\w*(Disabled|InvalidState)/.test(kind)) {
    const look = awsCommand(world, `kms describe-key --key-id alias/${SERVICE}-${world.stage}`)
    return { state: 'fail', words: `it cannot be decrypted: ${message}`, fixes: [`Is the key enabled? ${look}`] }
  }
  if (kind !== 'ResourceNotFoundException') throw fault
  if (/staging label/.test(message)) return { state: 'fail', words: 'it has no value', fixes: [put] }
  return { state: 'fail', words: `there is no secret ${id}`, fixes: [DELETED_BY_HAND] }
}
