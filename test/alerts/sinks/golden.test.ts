import { describe, expect, it } from 'vitest'
import { snsMessage } from '../../../lib/alerts/sinks/sns-message.ts'
import { toldMessages } from './told-messages.ts'

/** Golden files are read as a person would: after a change of words, `vitest run test/alerts/sinks -u`, and read them. */
const golden = (file: string): string => `../../golden/${file}`

describe.each(Object.entries(toldMessages))('the message %s', (name, message) => {
  const { subject, message: json } = snsMessage(message)
  const texts = JSON.parse(json) as { readonly default: string; readonly email: string }

  it('reads as its golden file in an e-mail', async () => {
    await expect(`Subject: ${subject}\n\n${texts.email}`).toMatchFileSnapshot(golden(`${name}.email.txt`))
  })

  it('reads as its golden file in a chat', async () => {
    await expect(`${JSON.stringify(JSON.parse(texts.default), null, 2)}\n`).toMatchFileSnapshot(
      golden(`${name}.chat.json`),
    )
  })
})
