import { describe, expect, it } from 'vitest'
import { describeMessage } from '../../../lib/alerts/notification/describe-message.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { buildNotification } from './build-notification.ts'

const AT = Date.parse('2026-11-22T12:00:30Z')
const RESOLVED = { kind: 'resolved', endedAt: AT, endReason: 'succeeded' } as const

const digestOf = (...members: readonly Partial<Notification>[]) =>
  describeMessage({
    kind: 'digest',
    at: AT,
    notifications: members.map((member, index) =>
      buildNotification('fail-error.final', { workflowName: `w-${index}`, ...member }),
    ),
  })

const entriesOf = (...members: readonly Partial<Notification>[]) =>
  digestOf(...members)
    .facts.filter(({ isLink }) => !isLink)
    .map(({ label, text }) => `${label}: ${text}`)

describe('a digest', () => {
  it('names ten and counts the rest, by kind', () => {
    const entries = entriesOf(...Array.from({ length: 11 }, () => ({})), { kind: 'update' }, RESOLVED)

    expect(entries).toHaveLength(11)
    expect(entries[9]).toBe('error: w-9 failed (Payment failed for order #4711)')
    expect(entries[10]).toBe('And: 3 more alerts: 1 began to fail, 1 still failing, 1 resolved')
  })

  it('counts no rest where there is none', () => {
    expect(entriesOf(...Array.from({ length: 10 }, () => ({})))).toHaveLength(10)
  })

  it('says how many of which kind and severity there are', () => {
    const { title, sentences } = digestOf({}, {}, { kind: 'recovered', severity: 'critical' }, RESOLVED)

    expect(title).toBe('4 alerts: 2 began to fail, 1 failed and over already, 1 resolved')
    expect(sentences.at(-1)).toBe('By severity: 1 critical, 3 error.')
    expect(digestOf({}).title).toBe('1 alert: 1 began to fail')
  })

  it('names the most urgent first, and those as urgent in the order they fell due', () => {
    const entries = entriesOf(
      { severity: 'info' },
      { ...RESOLVED, severity: 'critical' },
      { severity: 'warning' },
      { severity: 'critical', kind: 'update', totalFailures: 9 },
      { severity: 'error' },
      { severity: 'error' },
      { severity: 'critical' },
    )

    expect(entries.map((entry) => entry.replace(/^(\w+: \S+).*$/, '$1'))).toEqual([
      'critical: w-6',
      'critical: w-3',
      'critical: w-1',
      'error: w-4',
      'error: w-5',
      'warning: w-2',
      'info: w-0',
    ])
  })

  it('links the runs of what is broken, and tells no error of what is over', () => {
    expect(digestOf({}).facts.map(({ isLink }) => isLink)).toEqual([false, true])
    expect(digestOf(RESOLVED).facts).toEqual([{ label: 'error', text: 'w-0 is succeeding again', isLink: false }])
    expect(digestOf({ failure: null }).facts).toEqual([{ label: 'error', text: 'w-0 failed', isLink: false }])
  })

  it('marks a test', () => {
    expect(entriesOf({ isTest: true })).toEqual(['error: TEST: w-0 failed (Payment failed for order #4711)'])
  })

  it('calls for somebody only where something is broken', () => {
    expect(digestOf(RESOLVED, {}).tone).toBe('alarm')
    expect(digestOf(RESOLVED, { kind: 'recovered' })).toMatchObject({
      tone: 'note',
      advice: [expect.stringMatching(/^Failed runs are not replayed/)],
    })
  })
})
