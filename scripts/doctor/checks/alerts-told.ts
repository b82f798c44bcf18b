import type { Check } from '../check.ts'
import { judgeSubscribers } from '../judge-subscribers.ts'
import { readSubscribers } from '../read-subscribers.ts'

/** Is anybody told of failed runs? */
export const alertsToldCheck: Check = {
  name: 'alerts told',
  limitMs: 15_000,
  needs: 'sns:ListSubscriptionsByTopic',
  run: async (world, signal) => {
    const topic = await world.output('AlertsTopicArn')
    const subscribers = await readSubscribers(topic, world, signal)
    const { sinks, routes } = await world.policy()
    const routed = [...new Set(routes.flatMap((route) => route.sinks))]
    const others = routed.filter((name) => sinks[name]?.type !== 'sns').map((name) => `the sink ${name}`)
    // Where no route names the topic, it gets only what another sink refuses.
    const told = others.length < routed.length ? subscribers : []
    return judgeSubscribers(told, topic, others, 'alertEmail', world)
  },
}
