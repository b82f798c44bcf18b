import type { DoctorWorld } from './doctor-world.ts'
import type { Finding } from './finding.ts'
import type { Subscriber } from './read-subscribers.ts'

/**
 * Says whether anybody is told.
 *
 * @param others - who is told besides the topic
 * @param parameter - of the deployment, that subscribes people to the topic
 */
export const judgeSubscribers = (
  subscribers: readonly Subscriber[],
  others: readonly string[],
  parameter: string,
  { stage, isLocal }: DoctorWorld,
): Finding => {
  const confirmed = subscribers.flatMap(({ endpoint, isConfirmed }) => (isConfirmed ? [endpoint] : []))
  const pending = subscribers.flatMap(({ endpoint, isConfirmed }) => (isConfirmed ? [] : [endpoint]))
  const told = [...confirmed, ...others].join(', ')
  const confirm = `Confirm the message that AWS has sent to ${pending.join(', ')}, or subscribe anew if it is lost.`
  if (pending.length > 0) {
    const words = `${told === '' ? 'nobody will be told' : `to ${told}`}; not confirmed: ${pending.join(', ')}`
    return { state: 'warn', words, fixes: [confirm] }
  }
  if (told !== '') return { state: 'ok', words: `to ${told}` }
  const deploy = `npm run deploy -- --stage ${stage} --param="${parameter}=you@example.com"`
  const fix = isLocal ? 'Name a sink in local/alerts.config.ts.' : `${deploy} (with your other parameters)`
  return { state: 'warn', words: 'nobody will be told', fixes: [fix] }
}
