import { readMetrics } from '../emf/read-metrics.ts'
import type { ToldMessage } from '../sinks/told-message.ts'
import type { Stack } from '../stack.ts'
import { type AlertAct, playAlertScene } from './alert-scene.ts'
import { type Answered, deliver } from './deliver.ts'
import { recordedDeliveries, refusedDeliveries } from './deliveries.ts'
import type { Shown } from './find-faults.ts'
import { pollAround } from './poll.ts'
import { receiveSummaries } from './receive-summaries.ts'

/** What the demo has to show. */
export interface Played extends Shown {
  readonly acts: readonly AlertAct[]
}

/** Of the recorded failures, as far as alert has come to them when the demo ends. */
const ALERT_METRICS = ['NotificationsSent', 'NotificationsPostponed', 'OpenIncidents']

/**
 * Plays the demo on a local cloud, and stops that.
 *
 * @param logLines - grows by each line the functions write
 * @param published - grows by each message that people get
 * @param tell - is told what is being done
 */
export const play = async (
  stack: Stack,
  logLines: readonly string[],
  published: readonly ToldMessage[],
  tell: (doing: string) => void,
): Promise<Played> => {
  const { description } = stack
  const acts = await playAlertScene(stack, published, tell)
  await receiveSummaries(description)
  const sceneLines = logLines.length
  tell('Sending the recorded runs, and polling for those that nobody sent …')
  const answers: Answered[] = []
  const polled = await pollAround(stack, async () => {
    for (const delivery of [...recordedDeliveries(), ...refusedDeliveries()]) {
      answers.push(await deliver(delivery, description.apiUrl, description.webhookSecret))
    }
  })
  const summaries = await receiveSummaries(description)
  // What the functions write has all been read once they have ended.
  await stack.stop()
  const metrics = logLines.slice(sceneLines).flatMap(readMetrics)
  return { acts, answers, polled, summaries, metrics: metrics.filter(({ name }) => !ALERT_METRICS.includes(name)) }
}
