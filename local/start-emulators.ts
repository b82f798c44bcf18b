import { startDynamoDbEmulator } from './emulators/dynamodb-emulator.ts'
import { type SecretsManagerEmulator, startSecretsManagerEmulator } from './emulators/secrets-manager-emulator.ts'
import { type PublishedMessage, type SentMessage, startSqsEmulator } from './emulators/sqs-emulator.ts'
import type { Hatchet } from './hatchet/hatchet.ts'
import { startHatchet } from './hatchet/start-hatchet.ts'
import { LOCAL_REGION } from './service/local-client-config.ts'
import type { StackDescription } from './stack-description.ts'

export interface Emulators {
  readonly endpoints: StackDescription['endpoints']
  readonly secretsManager: SecretsManagerEmulator
  readonly hatchet: Hatchet
  stop(): Promise<void>
}

/** Starts every AWS service that the functions use, and a Hatchet, in this process, on loopback. */
export const startEmulators = async (
  onMessage?: (message: SentMessage) => void,
  onPublish?: (message: PublishedMessage) => void,
): Promise<Emulators> => {
  const [sqs, dynamoDb, secretsManager, hatchet] = await Promise.all([
    startSqsEmulator(LOCAL_REGION, onMessage, onPublish),
    startDynamoDbEmulator(),
    startSecretsManagerEmulator(),
    startHatchet(),
  ])
  return {
    endpoints: {
      sqs: sqs.url,
      sns: sqs.url,
      dynamodb: dynamoDb.url,
      secretsmanager: secretsManager.url,
      hatchet: hatchet.url,
    },
    secretsManager,
    hatchet,
    stop: async () => {
      await Promise.all([sqs.stop(), dynamoDb.stop(), secretsManager.stop(), hatchet.stop()])
    },
  }
}
