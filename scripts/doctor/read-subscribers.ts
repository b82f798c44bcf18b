import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns'
import type { DoctorWorld } from './doctor-world.ts'

/** Who gets the messages of a topic. */
export interface Subscriber {
  /** `email`, `https` */
  readonly protocol: string
  readonly endpoint: string
  readonly isConfirmed: boolean
}

/** What a topic answers in place of an ARN. */
const PENDING = 'PendingConfirmation'

/** Reads who subscribed to a topic. */
export const readSubscribers = async (
  TopicArn: string,
  { sns }: DoctorWorld,
  abortSignal: AbortSignal,
): Promise<readonly Subscriber[]> => {
  const subscribers: Subscriber[] = []
  for await (const page of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn }, { abortSignal })) {
    for (const { Protocol = '', Endpoint = '', SubscriptionArn } of page.Subscriptions ?? []) {
      if (SubscriptionArn === 'Deleted') continue
      subscribers.push({ protocol: Protocol, endpoint: Endpoint, isConfirmed: SubscriptionArn !== PENDING })
    }
  }
  return subscribers
}
