import { SQSClient } from '@aws-sdk/client-sqs'
import type { LocalFunction } from '../lambda/local-function.ts'
import type { CreatedQueue } from '../service/create-queues.ts'
import { localClientConfig } from '../service/local-client-config.ts'
import type { ServiceFunction } from '../service/read-service.ts'
import { startQueuePoller } from './start-queue-poller.ts'
import { startSchedule } from './start-schedule.ts'
import type { Trigger } from './trigger.ts'

/** A function of the service, and what runs it. */
export interface RunningFunction {
  readonly definition: ServiceFunction
  readonly target: LocalFunction
}

/**
 * Starts everything that calls functions by itself: pollers of their queues, and schedules.
 *
 * @param sqsEndpoint - of the emulator that has the queues
 */
export const startTriggers = (
  functions: readonly RunningFunction[],
  queues: readonly CreatedQueue[],
  sqsEndpoint: string,
): Trigger => {
  const client = new SQSClient(localClientConfig(sqsEndpoint))
  const triggers = functions.flatMap(({ definition, target }) => [
    ...definition.queues.map((trigger) => {
      const queue = queues.find(({ logicalId }) => logicalId === trigger.queue)
      if (queue === undefined) throw new Error(`serverless.yml has no queue ${trigger.queue} for ${definition.name}`)
      return startQueuePoller(client, queue, trigger, target)
    }),
    ...definition.schedules.map((schedule) => startSchedule(schedule, target)),
  ])
  return {
    stop: async () => {
      await Promise.all(triggers.map((trigger) => trigger.stop()))
      client.destroy()
    },
  }
}
