import { startDynamoDbEmulator } from './emulators/dynamodb-emulator.ts'
import { type SecretsManagerEmulator, startSecretsManagerEmulator } from './emulators/secrets-manager-emulator.ts'
import { type SentMessage, type SqsEmulator, startSqsEmulator } from './emulators/sqs-emulator.ts'
import type { Hatchet } from './hatchet/hatchet.ts'
import { startHatchet } from './hatchet/start-hatchet.ts'
import { LOCAL_REGION } from './service/local-client-config.ts'
import { type Sinks, startSinks } from './sinks/start-sinks.ts'
import type { ToldMessage } from './sinks/told-message.ts'
import type { StackDescription } from './stack-description.ts'

export interface Emulators {
  /** Lambda has none: the functions run beside the emulators. */
  readonly endpoints: Omit<StackDescription['endpoints'], 'lambda'>
  readonly sqs: Pick<SqsEmulator, 'setDown'>
  readonly secretsManager: SecretsManagerEmulator
  readonly hatchet: Hatchet
  readonly sinks: Sinks
  stop(): Promise<void>
}

/** Starts every AWS service that the functions use, a Hatchet, and what stands in for Slack and PagerDuty: in this process, on loopback. */
export const startEmulators = async (
  onMessage?: (message: SentMessage) => void,
  onTold?: (message: ToldMessage) => void,
): Promise<Emulators> => {
  const [sqs, dynamoDb, secretsManager, hatchet, sinks] = await Promise.all([
    startSqsEmulator(LOCAL_REGION, onMessage, ({ subject, text }) => onTold?.({ by: 'e-mail', subject, text })),
    startDynamoDbEmulator(),
    startSecretsManagerEmulator(),
    startHatchet(),
    startSinks(onTold),
  ])
  return {
    endpoints: {
      sqs: sqs.url,
      sns: sqs.url,
      sinks: sinks.url,
      dynamodb: dynamoDb.url,
      secretsmanager: secretsManager.url,
      hatchet: hatchet.url,
    },
    sqs,
    secretsManager,
    hatchet,
    sinks,
    stop: async () => {
      await Promise.all([sqs, dynamoDb, secretsManager, hatchet, sinks].map((each) => each.stop()))
    },
  }
}
