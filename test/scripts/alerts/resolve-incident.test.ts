import { describe, expect, it } from 'vitest'
import { consumeSummaries } from '../../../lib/alerts/consume-summaries.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { customNotification } from '../../../lib/alerts/sinks/custom-notification.ts'
import { emailSubject } from '../../../lib/alerts/sinks/email-subject.ts'
import { emailText } from '../../../lib/alerts/sinks/email-text.ts'
import { pagerDutyEvent } from '../../../lib/alerts/sinks/pager-duty-event.ts'
import { slackMessage } from '../../../lib/alerts/sinks/slack-message.ts'
import { sweep } from '../../../lib/alerts/sweep.ts'
import { resolveIncident } from '../../../scripts/alerts/resolve-incident.ts'
import { HOUR, MINUTE, START } from '../../support/alerts/alert-times.ts'
import { type AlertWorld, alertWorld } from '../../support/alerts/alert-world.ts'
import { buildMessage } from '../../support/alerts/build-message.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { startOperatorWorld } from './operator-world.ts'

const SIGNAL = new AbortController().signal
const REASON = 'replayed by hand, ticket 812'

/** Alerting and an operator on one table, with an incident that a failure opened. */
const startWorld = async (arrange: (alerting: AlertWorld) => void = () => {}) => {
  const operator = await startOperatorWorld()
  const alerting = alertWorld([buildRoute({ sinks: ['team', 'pager'] })])
  const { clock } = alerting
  arrange(alerting)
  const ports = { ...alerting.ports(), store: operator.store }
  const world = {
    ...operator,
    ...alerting,
    clock,
    /** Another failure for another number. */
    fail: (index: number) => consumeSummaries([buildMessage(index)], ports, () => true, SIGNAL),
    sweepAfter: async (ms: number): Promise<void> => {
      clock.advance(ms)
      await sweep(ports, 60_000, SIGNAL)
    },
    idOf: async (): Promise<string> => (await operator.read()).incidents[0]?.open?.id ?? '',
    resolve: (id: string, reason = REASON) => resolveIncident(operator.deployment, id, reason, clock.now),
    told: () => [alerting.team, alerting.pager].map(({ taken }) => taken.map(({ message }) => message as Notification)),
  }
  expect(await world.fail(1)).toEqual([])
  return { ...world, id: await world.idOf() }
}

describe('resolve', () => {
  it('closes an incident, and the next sweep tells every sink that knows of it, with the reason', async () => {
    const { id, resolve, sweepAfter, told } = await startWorld()
    const { lines, json } = await resolve(id)
    expect(lines).toEqual([
      `Closed: incident ${id} of charge-card, 1 failure.`,
      'Its end is told within two minutes to: team, pager. Failures from now on open a new incident.',
    ])
    expect(json).toMatchObject({
      open: null,
      last: { id, reason: 'operator', note: REASON, endedAt: '2026-11-22T12:00:00.000Z' },
    })
    expect(told().map(({ length }) => length)).toEqual([1, 1])

    await sweepAfter(MINUTE)
    const resolved = { kind: 'resolved', incidentId: id, endReason: 'operator', endNote: REASON, newFailures: 0 }
    expect(told()).toMatchObject([
      [{ kind: 'opened' }, resolved],
      [{ kind: 'opened' }, resolved],
    ])
    await sweepAfter(120 * MINUTE)
    expect(told().map(({ length }) => length)).toEqual([2, 2])
  })

  it('says who is told only later, for it does not work now', async () => {
    const { id, resolve, sweepAfter, told, team } = await startWorld(({ team }) => {
      team.mode = 'fails'
    })
    const { lines } = await resolve(id)
    expect(lines[1]).toMatch(/^Its end is told within two minutes to: team \(once it works again\), pager\. /)

    team.mode = 'works'
    await sweepAfter(2 * MINUTE)
    expect(told().map((messages) => messages.at(-1))).toMatchObject([{ endNote: REASON }, { endNote: REASON }])
  })

  it('says that nobody is told where a silence held it back, and nobody is', async () => {
    const { id, resolve, sweepAfter, told } = await startWorld(({ silences }) => {
      silences.push({ match: { workflow: '*' }, until: START + HOUR, reason: 'vendor outage' })
    })
    const { lines } = await resolve(id)
    await sweepAfter(MINUTE)
    await sweepAfter(2 * HOUR)

    expect(lines[1]).toBe(
      'No sink knows of it yet: one that waits for it is told that it is over, unless a silence holds that back. Failures from now on open a new incident.',
    )
    expect(told()).toEqual([[], []])
  })

  it('takes an id in upper case', async () => {
    const { id, resolve } = await startWorld()

    expect((await resolve(id.toUpperCase())).lines[0]).toBe(`Closed: incident ${id} of charge-card, 1 failure.`)
  })

  it('gives people the reason wherever they read, and resolves the alert of the pager', async () => {
    const { id, resolve, sweepAfter, told } = await startWorld()
    await resolve(id, `<!channel> ${REASON}`)
    await sweepAfter(MINUTE)
    const [[, notification] = []] = told()
    if (notification === undefined) throw new Error('nobody was told')

    const texts = [
      emailText(notification),
      JSON.stringify(slackMessage(notification)),
      JSON.stringify(customNotification(notification)),
    ]
    for (const text of texts) expect(text).toContain(`${REASON}. Failures from now on open a new incident.`)
    expect(emailSubject(notification)).toBe('[closed] charge-card: closed by an operator')
    expect(JSON.stringify(slackMessage(notification).blocks)).not.toContain('mrkdwn","text":"<!channel>')
    expect(pagerDutyEvent(notification)).toEqual({ event_action: 'resolve', dedup_key: id })
  })

  it('lets the next failure open another incident', async () => {
    const { id, resolve, sweepAfter, fail, told, idOf } = await startWorld()
    await resolve(id.slice(0, 6))
    await sweepAfter(MINUTE)
    await fail(2)

    expect(await idOf()).not.toBe(id)
    expect(told()[0]?.map(({ kind, totalFailures }) => `${kind} ${totalFailures}`)).toEqual([
      'opened 1',
      'resolved 1',
      'opened 1',
    ])
  })

  it('is told with its own failure, though the next has come before a sweep', async () => {
    const { id, resolve, fail, told } = await startWorld()
    await resolve(id)
    await fail(2)

    expect(told()[0]?.map(({ kind, failure }) => `${kind} ${failure?.displayName}`)).toEqual([
      'opened charge-card-1',
      'resolved charge-card-1',
      'opened charge-card-2',
    ])
  })

  it('counts a failure that comes just before it, and tells it with the end', async () => {
    const { id, resolve, sweepAfter, fail, told, beforeWrites } = await startWorld()
    beforeWrites(1, () => fail(2))
    const { lines } = await resolve(id)
    await sweepAfter(MINUTE)

    expect(lines[0]).toBe(`Closed: incident ${id} of charge-card, 2 failures.`)
    expect(told()[0]?.at(-1)).toMatchObject({ kind: 'resolved', totalFailures: 2, newFailures: 1 })
  })

  it('gives up where others are always first, and closes nothing', async () => {
    const { id, resolve, fail, beforeWrites, idOf } = await startWorld()
    let failures = 1
    beforeWrites(10, () => {
      failures += 1
      return fail(failures)
    })

    await expect(resolve(id)).rejects.toThrow('the incident is being changed all the time: try again')
    expect(await idOf()).toBe(id)
  })

  it('does not close the incident that opened when another had ended meanwhile', async () => {
    const { id, resolve, fail, beforeWrites, idOf } = await startWorld()
    beforeWrites(1, async () => {
      await resolve(id, 'somebody else did')
      await fail(2)
    })

    await expect(resolve(id)).rejects.toThrow('the incident is not open: it ended 12:00:00 UTC on 22 Nov 2026')
    expect(await idOf()).toMatch(/^[0-9a-f]{32}$/)
  })

  it('has closed it where the answer to its write was lost', async () => {
    const { id, resolve, beforeWrites } = await startWorld()
    beforeWrites(1, () => resolve(id))

    expect((await resolve(id)).lines[0]).toBe(`Closed: incident ${id} of charge-card, 1 failure.`)
  })

  it('says when it ended where it is not open, though another is', async () => {
    const { id, resolve, fail, sweepAfter } = await startWorld()
    await resolve(id)
    const ended = 'the incident is not open: it ended 12:00:00 UTC on 22 Nov 2026'
    await expect(resolve(id)).rejects.toThrow(ended)

    await sweepAfter(MINUTE)
    await fail(2)
    await expect(resolve(id)).rejects.toThrow(ended)
  })

  it.each(['', '  ', 'x'.repeat(201)])('wants a reason, and does nothing for %j', async (reason) => {
    const { id, resolve, idOf } = await startWorld()

    await expect(resolve(id, reason)).rejects.toThrow('--reason is 1 to 200 characters')
    expect(await idOf()).toBe(id)
  })
})
