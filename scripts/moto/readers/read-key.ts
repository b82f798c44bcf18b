import { GetKeyRotationStatusCommand } from '@aws-sdk/client-kms'
import type { Reader } from '../reader.ts'

// DescribeKey would tell more, but is not answered for keys that moto's CloudFormation has made.
export const readKey: Reader = async ({ physicalId, properties }, { clients }) => {
  const { KeyRotationEnabled } = await clients.kms.send(new GetKeyRotationStatusCommand({ KeyId: physicalId }))
  return {
    expected: { rotates: properties['EnableKeyRotation'] },
    actual: { rotates: KeyRotationEnabled },
  }
}
