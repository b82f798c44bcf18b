import type { HttpAnswer } from '../../http/exchange.ts'
import type { SendResult, Sink } from '../notification/sink.ts'
import { failureOfAnswer } from './failure-of-answer.ts'
import { readWebhookUrl } from './read-webhook-url.ts'
import { sendWithSecret } from './send-with-secret.ts'
import type { SinkWorld } from './sink-world.ts'
import { slackMessage } from './slack-message.ts'

/**
 * An incoming webhook of Slack, or of a chat that takes the same.
 *
 * @param secret - name of the webhook's URL among the secrets
 * @param origins - where webhooks may be: what is told of runs goes nowhere else
 */
export const createSlackSink = (
  secret: string,
  origins: readonly string[],
  { secrets, post, now }: SinkWorld,
): Sink => ({
  takesRecovered: true,
  takesDigests: true,
  send: (message, signal) =>
    sendWithSecret(
      secrets,
      secret,
      async (value) => {
        const url = readWebhookUrl(value, origins)
        if (url === null) return notAllowed(secret, origins)
        const answer = await post(url, slackMessage(message), signal)
        if (!isOfBlocks(answer)) return resultOf(answer, now())
        return resultOf(await post(url, slackMessage(message, 'text'), signal), now())
      },
      signal,
    ),
})

const notAllowed = (secret: string, origins: readonly string[]): SendResult => ({
  ok: false,
  isTransient: false,
  detail: `${secret} in the secret alert-sinks is no webhook URL of ${origins.join(' or ')}`,
})

const wordOf = ({ body }: HttpAnswer): string => body?.toString('utf8').trim() ?? ''

/** Slack, or a chat like it, takes the message but not its blocks. */
const isOfBlocks = (answer: HttpAnswer): boolean => answer.status === 400 && wordOf(answer).startsWith('invalid_blocks')

const resultOf = (answer: HttpAnswer, now: number): SendResult => {
  const word = wordOf(answer)
  return answer.status === 200 && word === 'ok' ? { ok: true } : failureOfAnswer(answer, word, now)
}
