import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { SendResult, Sink } from '../alerts/notification/sink.ts'
import { snsMessage } from '../alerts/sinks/sns-message.ts'
import { faultName } from './fault-name.ts'

/** Faults that are the message's own. Whatever else fails an operator can repair, or passes. */
const REFUSALS: ReadonlySet<string> = new Set([
  'InvalidParameter',
  'InvalidParameterException',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'ValidationError',
  'ValidationException',
])

/** The status of a request that is too long to be read. */
const TOO_LARGE = 413

/** The deployed topic, of which Amazon Q Developer shows messages in chats, and e-mail subscribers get text. */
export const createSnsSink = (client: SNSClient, topicArn: string): Sink => ({
  takesRecovered: true,
  takesDigests: true,
  send: async (message, signal) => {
    try {
      const { subject, message: text } = snsMessage(message)
      const publish = new PublishCommand({
        TopicArn: topicArn,
        MessageStructure: 'json',
        Subject: subject,
        Message: text,
      })
      await client.send(publish, { abortSignal: signal })
      return { ok: true }
    } catch (fault) {
      return failureOf(fault)
    }
  },
})

const failureOf = (fault: unknown): SendResult =>
  isRefusal(fault)
    ? { ok: false, isTransient: false, detail: faultName(fault) }
    : { ok: false, isTransient: true, retryAfterMs: null, detail: faultName(fault) }

/** A parameter that is the topic itself is wrong in the deployment, and not in the message. */
const isRefusal = (fault: unknown): boolean => {
  if (!(fault instanceof Error)) return false
  const { $metadata } = fault as { readonly $metadata?: { readonly httpStatusCode?: number } }
  return (
    (REFUSALS.has(fault.name) && !/\b(?:Topic|Target)Arn\b/i.test(fault.message)) ||
    $metadata?.httpStatusCode === TOO_LARGE
  )
}
