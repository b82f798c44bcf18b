import { ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns'
import type { DoctorWorld } from './doctor-world.ts'

/** Who gets the messages of a topic. */
export interface Subscriber {
  readonly endpoint: string
  readonly isConfirmed: boolean
}

/** What a topic answers in place of an ARN. */
const PENDING = 'PendingConfirmation'

/** Reads who subscribed to a topic, the first hundred. */
export const readSubscribers = async (
  TopicArn: string,
  { sns }: DoctorWorld,
  signal: AbortSignal,
): Promise<readonly Subscriber[]> => {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }), {
    abortSignal: signal,
  })
  return Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn !== 'Deleted').map(
    ({ Endpoint = '', SubscriptionArn }) => ({ endpoint: Endpoint, isConfirmed: SubscriptionArn !== PENDING }),
  )
}
