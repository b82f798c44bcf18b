import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch'
import { GetQueueAttributesCommand, GetQueueUrlCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs'
import { formatDuration } from '../../../lib/alerts/notification/format-duration.ts'
import { SERVICE } from '../../operator/service.ts'
import type { Check } from '../check.ts'
import { DELETED_BY_HAND } from '../deleted-by-hand.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { NotChecked } from '../not-checked.ts'

const QUEUES = ['run-summaries', 'run-alerts', 'run-summaries-dlq', 'run-alerts-dlq'] as const

/** From when on a message is late, ms: `alert` takes them in seconds, consumers have four days. */
const LATE_MS = { 'run-alerts': 10 * 60_000, 'run-summaries': 3 * 86_400_000 } as const

interface Depth {
  readonly queue: (typeof QUEUES)[number]
  /** Null where there is no such queue. */
  readonly messages: number | null
  /** Of the oldest message, ms; null where it is not known. */
  readonly ageMs: number | null
}

/** Does anything wait that should not? */
export const queuesCheck: Check = {
  name: 'queues',
  limitMs: 20_000,
  needs: 'sqs:GetQueueUrl and sqs:GetQueueAttributes',
  run: async (world, signal): Promise<Finding> => {
    const depths = await Promise.all(QUEUES.map((queue) => readDepth(queue, world, signal)))
    const words = depths.map(wordsOf).join(', ')
    const gone = depths.filter(({ messages }) => messages === null)
    if (gone.length === depths.length && !world.isLocal)
      throw new NotChecked('AWS shows none of them: needs sqs:GetQueueUrl')
    if (gone.length > 0) return { state: 'fail', words, fixes: [DELETED_BY_HAND] }
    const dead = depths.filter(({ queue, messages }) => queue.endsWith('-dlq') && messages !== 0)
    if (dead.length > 0) return { state: 'fail', words, fixes: dead.map(({ queue }) => deadFix(queue, world)) }
    const late = depths.filter(
      ({ queue, ageMs }) => (ageMs ?? 0) > (LATE_MS[queue as keyof typeof LATE_MS] ?? Infinity),
    )
    const fixes = late.map(({ queue }) => `${queue} is not taken: see docs/operations.md, "${queue}-age".`)
    return late.length > 0 ? { state: 'warn', words, fixes } : { state: 'ok', words }
  },
}

const deadFix = (dlq: string, { deployment }: DoctorWorld): string => {
  const look = `npm run redrive -- --queue ${dlq.replace(/-dlq$/, '')}${deployment.named} --dry-run`
  return `${look} shows what failed; repair what docs/operations.md, "${dlq}", says, then the same without --dry-run.`
}

const readDepth = async (queue: Depth['queue'], world: DoctorWorld, signal: AbortSignal): Promise<Depth> => {
  const { deployment, stage } = world
  const { sqs } = deployment
  const options = { abortSignal: signal }
  const QueueName = `${SERVICE}-${stage}-${queue}`
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }), options).catch(async (fault) => {
    if (!(fault instanceof QueueDoesNotExist) || (await world.isOutOfReach())) throw fault
    return { QueueUrl: undefined }
  })
  if (QueueUrl === undefined) return { queue, messages: null, ageMs: null }
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] })
  const { Attributes = {} } = await sqs.send(command, options)
  const messages = names.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0)
  return { queue, messages, ageMs: messages === 0 ? null : await readAge(QueueName, world, signal) }
}

/** SQS tells the age to CloudWatch alone. @returns null where it is not known, or may not be read: depths say enough */
const readAge = async (queue: string, world: DoctorWorld, signal: AbortSignal): Promise<number | null> => {
  if (world.isLocal) return null
  const command = new GetMetricStatisticsCommand({
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateAgeOfOldestMessage',
    Dimensions: [{ Name: 'QueueName', Value: queue }],
    StartTime: new Date(world.now() - 15 * 60_000),
    EndTime: new Date(world.now()),
    Period: 60,
    Statistics: ['Maximum'],
  })
  const answer = await world.cloudWatch.send(command, { abortSignal: signal }).catch(() => null)
  const newest = answer?.Datapoints?.toSorted((a, b) => Number(b.Timestamp) - Number(a.Timestamp))[0]
  return newest?.Maximum === undefined ? null : newest.Maximum * 1_000
}

const wordsOf = ({ queue, messages, ageMs }: Depth): string =>
  `${queue} ${messages ?? 'is not there'}${ageMs === null ? '' : ` (the oldest ${formatDuration(ageMs)})`}`
