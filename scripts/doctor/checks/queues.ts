import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch'
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs'
import { formatDuration } from '../../../lib/alerts/notification/format-duration.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'

const QUEUES = ['run-summaries', 'run-alerts', 'run-summaries-dlq', 'run-alerts-dlq'] as const

/** From when on a message is late, ms: `alert` takes them in seconds, consumers have four days. */
const LATE_MS = { 'run-alerts': 10 * 60_000, 'run-summaries': 3 * 86_400_000 } as const

interface Depth {
  readonly queue: (typeof QUEUES)[number]
  readonly messages: number
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
    const dead = depths.filter(({ queue, messages }) => queue.endsWith('-dlq') && messages > 0)
    if (dead.length > 0) {
      const fixes = dead.map(({ queue }) => `See docs/operations.md, "${queue}": repair, then redrive.`)
      return { state: 'fail', words, fixes }
    }
    const late = depths.filter(
      ({ queue, ageMs }) => (ageMs ?? 0) > (LATE_MS[queue as keyof typeof LATE_MS] ?? Infinity),
    )
    const fixes = late.map(({ queue }) => `${queue} is not taken: see docs/operations.md, "${queue}-age".`)
    return late.length > 0 ? { state: 'warn', words, fixes } : { state: 'ok', words }
  },
}

const readDepth = async (queue: Depth['queue'], world: DoctorWorld, signal: AbortSignal): Promise<Depth> => {
  const { deployment, stage } = world
  const { sqs } = deployment
  const options = { abortSignal: signal }
  const QueueName = `hatchet-run-relay-${stage}-${queue}`
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }), options)
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
  `${queue} ${messages}${ageMs === null ? '' : ` (the oldest ${formatDuration(ageMs)})`}`
