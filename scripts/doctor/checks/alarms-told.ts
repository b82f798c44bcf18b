import type { Check } from '../check.ts'
import { judgeSubscribers } from '../judge-subscribers.ts'
import { readSubscribers } from '../read-subscribers.ts'

/** Is anybody told when this service itself is ill? */
export const alarmsToldCheck: Check = {
  name: 'alarms told',
  limitMs: 15_000,
  needs: 'sns:ListSubscriptionsByTopic',
  run: async (world, signal) => {
    if (world.isLocal) return { state: 'skipped', words: 'the local cloud has no alarms' }
    const topic = await world.output('OperationsTopicArn')
    return judgeSubscribers(await readSubscribers(topic, world, signal), topic, [], 'operationsEmail', world)
  },
}
