import type { SendResult, Sink } from '../notification/sink.ts'
import { failureOfAnswer } from './failure-of-answer.ts'
import { isIntegrationKey } from './is-integration-key.ts'
import { pagerDutyEvent } from './pager-duty-event.ts'
import { sendWithSecret } from './send-with-secret.ts'
import type { SinkWorld } from './sink-world.ts'

/** PagerDuty takes an event and works on it later. */
const ACCEPTED = 202

/**
 * A service of PagerDuty. It is told neither of what is over already, which would wake somebody for nothing, nor of many
 * things as one, which nothing could resolve.
 *
 * @param secret - name of the integration key among the secrets
 * @param origin - of the Events API
 */
export const createPagerDutySink = (secret: string, origin: string, { secrets, post, now }: SinkWorld): Sink => ({
  takesRecovered: false,
  takesDigests: false,
  send: async (message, signal) => {
    if (message.kind === 'digest') return refused('a pager takes no digests')
    const event = pagerDutyEvent(message)
    return sendWithSecret(
      secrets,
      secret,
      async (routing_key) => {
        if (!isIntegrationKey(routing_key)) return refused(`${secret} in the secret alert-sinks is no integration key`)
        const answer = await post(new URL('/v2/enqueue', origin), { routing_key, ...event }, signal)
        return answer.status === ACCEPTED ? { ok: true } : failureOfAnswer(answer, '', now())
      },
      signal,
    )
  },
})

const refused = (detail: string): SendResult => ({ ok: false, isTransient: false, detail })
