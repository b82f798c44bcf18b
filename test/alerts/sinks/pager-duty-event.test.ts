import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { pagerDutyEvent } from '../../../lib/alerts/sinks/pager-duty-event.ts'
import { buildNotification } from '../notification/build-notification.ts'
import { hostileMessage } from './hostile-messages.ts'
import { pagerDutyProblems } from './pager-duty-limits.ts'
import { toldMessages } from './told-messages.ts'

const routing_key = 'e93facc04764012d7bfb002500d5d1a6'
const problemsOf = (notification: Notification) => pagerDutyProblems({ routing_key, ...pagerDutyEvent(notification) })

const told: readonly (readonly [string, Notification])[] = Object.entries(toldMessages).flatMap(([name, message]) =>
  message.kind === 'digest' ? [] : [[name, message] as const],
)

describe('an event of PagerDuty', () => {
  it.each(told)('of %s is within what PagerDuty documents', (_, notification) => {
    expect(problemsOf(notification)).toEqual([])
  })

  it('is one alert for all of an incident: opened and updated by triggers, and ended by a resolve', () => {
    const { 'opened-dag': opened, update, 'resolved-succeeded': resolved } = toldMessages

    expect([opened, update, resolved].map(pagerDutyEvent)).toMatchObject([
      { event_action: 'trigger', dedup_key: opened.incidentId },
      { event_action: 'trigger', dedup_key: opened.incidentId },
      { event_action: 'resolve', dedup_key: opened.incidentId },
    ])
  })

  it.each(['resolved-quiet', 'resolved-unrouted', 'resolved-here', 'recovered'] as const)(
    'wakes nobody for %s: it tells which alert is over, and no more',
    (name) => {
      expect(pagerDutyEvent(toldMessages[name])).toEqual({
        event_action: 'resolve',
        dedup_key: toldMessages[name].incidentId,
      })
    },
  )

  it('reads out what failed and why, and marks a test', () => {
    expect(pagerDutyEvent(toldMessages['opened-python']).payload?.summary).toBe(
      'py-fail failed: OrderError: order 4711 failed',
    )
    expect(pagerDutyEvent(toldMessages.test).payload?.summary).toMatch(/^TEST: fail-error failed: /)
  })

  it('counts in its details what its summary tells, and says which error was the last of several', () => {
    const payload = pagerDutyEvent(
      buildNotification('dag-partial-fail.final', { newFailures: 5, totalFailures: 1 }),
    ).payload

    expect(payload?.custom_details).toMatchObject({ Runs: 5 })
    expect(payload?.summary).toMatch(/: 5 runs failed; last error: charge failed$/)
  })

  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
    [253_402_300_800_000, undefined],
    [-1, undefined],
    [Number.NaN, undefined],
  ])('tells a time of %d as ISO 8601 writes it, %s', (lastFailAt, timestamp) => {
    expect(pagerDutyEvent(buildNotification('fail-error.final', { lastFailAt })).payload?.timestamp).toBe(timestamp)
  })

  it('has a key though an incident has no id that can be written', () => {
    expect(pagerDutyEvent(buildNotification('fail-error.final', { incidentId: '\u202e' })).dedup_key).toBe('unknown')
  })
})

describe('whatever a run holds', () => {
  it('PagerDuty takes it', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        for (const each of message.kind === 'digest' ? message.notifications : [message]) {
          expect(problemsOf(each)).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('an event takes some KB of the 512', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        if (message.kind === 'digest') return
        expect(Buffer.byteLength(JSON.stringify(pagerDutyEvent(message)))).toBeLessThan(32_768)
      }),
      { numRuns: 100 },
    )
  })
})

describe('what is held against PagerDuty', () => {
  const payload = { summary: 'x', source: 'x', severity: 'error' }
  const event = { routing_key, event_action: 'trigger', dedup_key: 'x', payload }

  it('finds nothing in the least that it takes', () => {
    expect(pagerDutyProblems(event)).toEqual([])
    expect(pagerDutyProblems({ routing_key, event_action: 'resolve', dedup_key: 'x' })).toEqual([])
  })

  it.each<[what: string, event: unknown]>([
    ['a short routing key', { ...event, routing_key: routing_key.slice(1) }],
    ['an action that is none', { ...event, event_action: 'page' }],
    ['a long dedup_key', { ...event, dedup_key: 'x'.repeat(256) }],
    ['a resolve without a dedup_key', { routing_key, event_action: 'resolve' }],
    ['a trigger without a payload', { ...event, payload: undefined }],
    ['a long summary', { ...event, payload: { ...payload, summary: 'x'.repeat(1_025) } }],
    ['an empty summary', { ...event, payload: { ...payload, summary: '' } }],
    ['another severity', { ...event, payload: { ...payload, severity: 'high' } }],
    ['no source', { ...event, payload: { ...payload, source: undefined } }],
    ['a timestamp of a year too far', { ...event, payload: { ...payload, timestamp: '+012026-01-01T00:00:00.000Z' } }],
    ['a timestamp of no day', { ...event, payload: { ...payload, timestamp: '2026-13-01T00:00:00Z' } }],
    ['a link to nowhere', { ...event, links: [{ href: 'run', text: 'Run' }] }],
    ['a link with more to it', { ...event, links: [{ href: 'https://x.example', rel: 'x' }] }],
    ['a member that is not known', { ...event, color: 'red' }],
    ['half of a surrogate pair', { ...event, payload: { ...payload, custom_details: { Error: '\ud83d' } } }],
    ['an event of more than 512 KB', { ...event, payload: { ...payload, custom_details: 'x'.repeat(524_288) } }],
  ])('finds %s', (_, wrong) => {
    expect(pagerDutyProblems(wrong).length).toBeGreaterThan(0)
  })
})
