import type { Check } from '../check.ts'
import { judgeSubscribers } from '../judge-subscribers.ts'
import { readSubscribers } from '../read-subscribers.ts'

/** Is anybody told of failed runs? */
export const alertsToldCheck: Check = {
  name: 'alerts told',
  limitMs: 15_000,
  needs: 'sns:ListSubscriptionsByTopic',
  run: async (world, signal) => {
    const subscribers = await readSubscribers(await world.output('AlertsTopicArn'), world, signal)
    const { sinks } = await world.policy()
    const others = Object.entries(sinks).flatMap(([name, { type }]) => (type === 'sns' ? [] : `the sink ${name}`))
    return judgeSubscribers(subscribers, others, 'alertEmail', world)
  },
}
