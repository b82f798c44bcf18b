import { awsCommand } from './aws-command.ts'
import { deployAgain } from './deploy-again.ts'
import type { DoctorWorld } from './doctor-world.ts'
import type { Finding } from './finding.ts'
import type { Subscriber } from './read-subscribers.ts'

/** Subscribers that are named; the rest is counted. */
const MAX_NAMES = 5

const some = (names: readonly string[]): string =>
  [...names.slice(0, MAX_NAMES), ...(names.length > MAX_NAMES ? [`${names.length - MAX_NAMES} more`] : [])].join(', ')

/**
 * Says whether anybody is told.
 *
 * @param topicArn - of those who subscribed
 * @param others - who is told besides the topic
 * @param parameter - of the deployment, that subscribes people to the topic
 */
export const judgeSubscribers = (
  subscribers: readonly Subscriber[],
  topicArn: string,
  others: readonly string[],
  parameter: string,
  world: DoctorWorld,
): Finding => {
  const pending = subscribers.filter(({ isConfirmed }) => !isConfirmed)
  const confirmed = subscribers.flatMap(({ endpoint, isConfirmed }) => (isConfirmed ? [endpoint] : []))
  const told = some([...confirmed, ...others])
  if (pending.length > 0) {
    const names = some(pending.map(({ endpoint }) => endpoint))
    const words = `${told === '' ? 'nobody will be told' : `to ${told}`}; not confirmed: ${names}`
    const again = pending.slice(0, MAX_NAMES).map(({ protocol, endpoint }) => {
      const command = `sns subscribe --topic-arn ${topicArn} --protocol ${protocol} --notification-endpoint '${endpoint}'`
      return `Sends it once more: ${awsCommand(world, command)}`
    })
    return { state: 'warn', words, fixes: [`Confirm the message that AWS has sent to ${names}.`, ...again] }
  }
  if (told !== '') return { state: 'ok', words: `to ${told}` }
  const deploy = deployAgain(world, `${parameter}=you@example.com`)
  const fix = world.isLocal ? 'Name a sink in local/alerts.config.ts.' : deploy
  return { state: 'warn', words: 'nobody will be told', fixes: [fix] }
}
