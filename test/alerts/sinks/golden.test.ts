import { describe, expect, it } from 'vitest'
import type { Digest } from '../../../lib/alerts/notification/digest.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { pagerDutyEvent } from '../../../lib/alerts/sinks/pager-duty-event.ts'
import { slackMessage } from '../../../lib/alerts/sinks/slack-message.ts'
import { snsMessage } from '../../../lib/alerts/sinks/sns-message.ts'
import { toldMessages } from './told-messages.ts'

/** Golden files are read as a person would: after a change of words, `vitest run test/alerts/sinks -u`, and read them. */
const golden = (file: string): string => `../../golden/${file}`
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** A pager gets no digests, nothing that is over already, and nothing instead of another sink. */
const isForPagers = (message: Notification | Digest): message is Notification =>
  message.kind !== 'digest' && message.kind !== 'recovered' && message.undelivered === undefined

const messages: readonly (readonly [string, Notification | Digest])[] = Object.entries(toldMessages)
const forPagers = messages.flatMap(([name, message]) => (isForPagers(message) ? [[name, message] as const] : []))

describe.each(messages)('the message %s', (name, message) => {
  const { subject, message: json } = snsMessage(message)
  const texts = JSON.parse(json) as { readonly default: string; readonly email: string }

  it('reads as its golden file in an e-mail', async () => {
    await expect(`Subject: ${subject}\n\n${texts.email}`).toMatchFileSnapshot(golden(`${name}.email.txt`))
  })

  it('reads as its golden file in a chat', async () => {
    await expect(pretty(JSON.parse(texts.default))).toMatchFileSnapshot(golden(`${name}.chat.json`))
  })

  it('reads as its golden file in Slack', async () => {
    await expect(pretty(slackMessage(message))).toMatchFileSnapshot(golden(`${name}.slack.json`))
  })
})

describe.each(forPagers)('the message %s', (name, message) => {
  it('reads as its golden file on a pager', async () => {
    await expect(pretty(pagerDutyEvent(message))).toMatchFileSnapshot(golden(`${name}.pagerduty.json`))
  })
})
