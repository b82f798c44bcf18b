import { describe, expect, it } from 'vitest'
import type { Notification } from '../../lib/alerts/notification/notification.ts'
import { sns } from '../../lib/alerts/policy/sns.ts'
import { readTestRequest } from '../../lib/alerts/read-test-request.ts'
import { emailSubject } from '../../lib/alerts/sinks/email-subject.ts'
import { emailText } from '../../lib/alerts/sinks/email-text.ts'
import { pagerDutyEvent } from '../../lib/alerts/sinks/pager-duty-event.ts'
import { slackMessage } from '../../lib/alerts/sinks/slack-message.ts'
import { tellTest } from '../../lib/alerts/tell-test.ts'
import { pagerDutyProblems } from '../../local/sinks/pager-duty-problems.ts'
import { slackProblems } from '../../local/sinks/slack-problems.ts'
import { alertWorld } from '../support/alerts/alert-world.ts'
import { buildRoute } from '../support/alerts/build-route.ts'

const SIGNAL = new AbortController().signal

/** A policy of two sinks; the fallback has no name in it. */
const startWorld = () => {
  const world = alertWorld([buildRoute({ name: 'charges', sinks: ['pager'] })])
  world.policy = { ...world.policy, sinks: { team: sns(), pager: sns() } }
  return { ...world, test: (...names: string[]) => tellTest(names, { ...world.ports(), policy: world.policy }, SIGNAL) }
}

describe('a test', () => {
  it('goes to every sink of the policy where none is named, and to no other', async () => {
    const { test, team, pager, mail } = startWorld()

    expect(await test()).toEqual([
      { sink: 'team', ok: true, detail: '' },
      { sink: 'pager', ok: true, detail: '' },
    ])
    expect([team.taken.length, pager.taken.length, mail.taken.length]).toEqual([1, 1, 0])
  })

  it('goes to those that are named, once each', async () => {
    const { test, team, pager } = startWorld()

    expect(await test('pager', 'pager')).toEqual([{ sink: 'pager', ok: true, detail: '' }])
    expect([team.taken.length, pager.taken.length]).toEqual([0, 1])
  })

  it.each(['nobody', 'mail', 'constructor', ''])(
    'goes nowhere for %j, and says which sinks there are',
    async (name) => {
      const { test, mail } = startWorld()

      expect(await test(name)).toEqual([{ sink: name, ok: false, detail: 'the policy has only team, pager' }])
      expect(mail.taken).toEqual([])
    },
  )

  it.each(['fails', 'refuses'] as const)(
    'says why one that %s did not take it: one attempt, no fallback, and the others are told',
    async (mode) => {
      const { test, team, pager, mail, report } = startWorld()
      team.mode = mode
      const detail = mode === 'fails' ? 'fails' : 'refused'

      expect(await test()).toEqual([
        { sink: 'team', ok: false, detail },
        { sink: 'pager', ok: true, detail: '' },
      ])
      expect([team.triedAt.length, pager.taken.length, mail.triedAt.length]).toEqual([1, 1, 0])
      expect(report.events).toEqual([])
    },
  )

  it('is cut off at a sink that hangs after 5 seconds', async () => {
    const { test, team, clock } = startWorld()
    team.mode = 'hangs'
    const testing = test()
    // Everything that waits for nothing happens first.
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(5_000)

    expect(await testing).toMatchObject([{ ok: false, detail: expect.stringMatching(/./) }, { ok: true }])
  })

  it('stores nothing, and asks no gate', async () => {
    const { test, store, gate } = startWorld()
    await test()

    expect([store.items(), await gate.admit('team', 0, SIGNAL)]).toEqual([[], { isAdmitted: true, failures: 0 }])
  })

  it('says everywhere that it is one, and where what it stands for would come from', async () => {
    const { test, pager } = startWorld()
    await test('pager')
    const notification = pager.taken[0]?.message as Notification

    expect(notification).toMatchObject({
      isTest: true,
      route: 'charges',
      incidentId: expect.stringMatching(/^test-pager-\d+$/),
    })
    expect(emailSubject(notification)).toMatch(/^\[info\] TEST: example-workflow failed/)
    for (const text of [
      emailText(notification),
      JSON.stringify(slackMessage(notification)),
      JSON.stringify(pagerDutyEvent(notification)),
    ]) {
      expect(text).toContain('TEST: example-workflow failed')
      expect(text).toContain('This is a test that an operator asked for: nothing has happened.')
    }
    expect(slackProblems(slackMessage(notification))).toEqual([])
    expect(pagerDutyProblems({ routing_key: '0'.repeat(32), ...pagerDutyEvent(notification) })).toEqual([])
  })
})

describe('readTestRequest', () => {
  it.each<[event: unknown, names: readonly string[] | null]>([
    [{ test: ['team', 'pager'] }, ['team', 'pager']],
    [{ test: [] }, []],
    [{ 'detail-type': 'Scheduled Event', detail: {} }, null],
    [{}, null],
    [null, null],
    [undefined, null],
    ['test', null],
    [{ test: 'team' }, null],
    [{ test: ['team', 1] }, null],
    [{ test: { length: 0 } }, null],
  ])('reads %j as %j', (event, names) => {
    expect(readTestRequest(event)).toEqual(names)
  })
})
