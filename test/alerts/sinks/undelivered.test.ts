import { describe, expect, it } from 'vitest'
import { describeMessage } from '../../../lib/alerts/notification/describe-message.ts'
import type { Digest } from '../../../lib/alerts/notification/digest.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { emailText } from '../../../lib/alerts/sinks/email-text.ts'
import { MINUTE } from '../../support/alerts/alert-times.ts'
import { alertWorld } from '../../support/alerts/alert-world.ts'
import { buildMessage } from '../../support/alerts/build-message.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { workflowIdOf } from '../../support/alerts/workflow-id-of.ts'
import { toldMessages } from './told-messages.ts'

const insteadOf = ({ taken }: { readonly taken: readonly { readonly message: Notification | Digest }[] }) =>
  taken.map(({ message }) => [message.kind, message.undelivered])

describe('a message that a sink refuses', () => {
  it('reaches the fallback with the name of the sink and its reason, and its own sink without', async () => {
    const world = alertWorld([buildRoute({ sinks: ['team', 'pager'] })])
    world.pager.mode = 'refuses'
    await world.take([buildMessage(1)])

    expect(insteadOf(world.mail)).toEqual([['opened', { sink: 'pager', why: 'refused' }]])
    expect(insteadOf(world.team)).toEqual([['opened', undefined]])
  })

  it('reaches a fallback that no route names', async () => {
    const world = alertWorld([buildRoute({ sinks: ['pager'] })])
    world.pager.mode = 'refuses'
    await world.take([buildMessage(1)])

    expect(world.policy.routes.flatMap(({ sinks }) => sinks)).not.toContain('mail')
    expect(insteadOf(world.mail)).toEqual([['opened', { sink: 'pager', why: 'refused' }]])
  })

  it('is told with its reason where it is many', async () => {
    const world = alertWorld()
    await world.take(Array.from({ length: 25 }, (_, index) => buildMessage(index, { workflowId: workflowIdOf(index) })))
    world.team.mode = 'refuses'
    world.clock.advance(MINUTE)
    await world.sweep()

    const undelivered = { sink: 'team', why: 'refused' }
    expect(insteadOf(world.mail)).toEqual([
      ...Array.from({ length: 10 }, () => ['opened', undelivered]),
      ['digest', undelivered],
    ])
  })

  it('is told with the last reason where the sink failed for a day', async () => {
    const world = alertWorld()
    world.team.mode = 'fails'
    await world.take([buildMessage(1)])
    await world.passMinutes(25 * 60)

    expect(insteadOf(world.mail)).toEqual([['opened', { sink: 'team', why: 'fails' }]])
  })

  it('is over where the fallback refuses its own', async () => {
    const world = alertWorld([buildRoute({ sinks: ['mail'] })])
    world.mail.mode = 'refuses'
    await world.take([buildMessage(1)])

    expect(world.mail.triedAt).toHaveLength(1)
  })
})

describe('what the fallback is told', () => {
  const NOTE = 'This was for the sink pager, which did not take it (answered 400): check that sink, and its secret.'

  it('begins with whom it was for, and why it comes here', () => {
    const { undelivered, ...own } = toldMessages['undelivered-opened']
    const described = describeMessage({ ...own, undelivered })

    expect(described).toEqual({ ...describeMessage(own), sentences: [NOTE, ...describeMessage(own).sentences] })
    expect(emailText({ ...own, undelivered })).toContain(`\n\n${NOTE} A run failed`)
  })

  it('has a reason of one line that a person can read', () => {
    const undelivered = { sink: 'pager', why: `\u202ea\nb${'x'.repeat(400)}` }
    const { sentences } = describeMessage({ ...toldMessages['opened-error'], undelivered })

    expect(sentences[0]).toContain(`(a b${'x'.repeat(296)}…)`)
  })
})
