import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CustomNotification } from '../../../lib/alerts/sinks/custom-notification.ts'
import { emailSubject } from '../../../lib/alerts/sinks/email-subject.ts'
import { snsMessage } from '../../../lib/alerts/sinks/sns-message.ts'
import { forbiddenCharacters } from '../../support/forbidden-characters.ts'
import { buildNotification } from '../notification/build-notification.ts'
import { hostileMessage } from './hostile-messages.ts'
import { toldMessages } from './told-messages.ts'

const RUNS = { numRuns: 300 }
/** A chat makes links of these, and there are no others that we mean. */
const OUR_LINKS = /^\*(?:Last run|Run|Runbook):\* (https:\/\/[\x21-\x7e]+)$/gm

const partsOf = (message: Parameters<typeof snsMessage>[0]) => {
  const { subject, message: json } = snsMessage(message)
  const { default: chat, email, ...others } = JSON.parse(json) as Record<string, string>
  return { subject, json, chat: JSON.parse(chat ?? '') as CustomNotification, email: email ?? '', others }
}

/** Every text of a chat message that is shown. */
const shownOf = ({ content, metadata }: CustomNotification): readonly string[] => [
  content.title,
  ...content.description.replace(OUR_LINKS, '').split('\n'),
  ...(content.nextSteps ?? []),
  ...(content.keywords ?? []),
  metadata.summary,
]

describe('snsMessage', () => {
  it('has one text for e-mail and one for all others', () => {
    expect(partsOf(toldMessages['opened-dag']).others).toEqual({})
  })

  it('is a custom notification of Amazon Q Developer, in one thread for all of an incident', () => {
    const opened = partsOf(toldMessages['opened-dag']).chat
    const update = partsOf(toldMessages.update).chat

    expect(opened).toMatchObject({ version: '1.0', source: 'custom', content: { textType: 'client-markdown' } })
    expect(opened.metadata.threadId).toBe(toldMessages['opened-dag'].incidentId)
    expect(update.metadata.threadId).toBe(opened.metadata.threadId)
    expect([opened, update].map(({ metadata }) => metadata.eventType)).toEqual([
      'hatchet-run-relay.opened',
      'hatchet-run-relay.update',
    ])
  })

  it('puts a digest in no thread', () => {
    expect(partsOf(toldMessages['digest-of-2']).chat.metadata).not.toHaveProperty('threadId')
  })

  it.each(Object.entries(toldMessages))('of %s takes some KB of the 256', (_, message) => {
    expect(Buffer.byteLength(snsMessage(message).message)).toBeLessThan(8_192)
  })

  it.each([
    ['🚨', 'opened-dag'],
    ['🔴', 'opened-error'],
    ['🟠', 'opened-without-text'],
    ['🔵', 'opened-cancelled'],
    ['🚨', 'update'],
    ['✅', 'resolved-succeeded'],
    ['✅', 'recovered'],
    ['⚪', 'resolved-quiet'],
    ['⚪', 'resolved-unrouted'],
    ['🚨', 'digest-of-500'],
    ['🔴', 'digest-of-2'],
  ] as const)('shows %s in a chat for %s', (icon, name) => {
    expect(partsOf(toldMessages[name]).chat.content.title.startsWith(`${icon} `)).toBe(true)
  })

  it('shows a digest by what is broken, not by what is over', () => {
    const over = buildNotification('fail-error.final', { kind: 'resolved', severity: 'critical' })
    const broken = buildNotification('fail-error.final', { severity: 'info' })
    const { title } = partsOf({ kind: 'digest', at: 0, notifications: [over, broken] }).chat.content

    expect(title).toMatch(/^🔵 /u)
  })
})

describe('a chat message that would be too long', () => {
  it('ends after the last line that fits', () => {
    const worst = buildNotification('fail-error.final', { workflowName: '&'.repeat(100) })
    const notification = {
      ...worst,
      failure: worst.failure && {
        ...worst.failure,
        error: '<'.repeat(120),
        url: `https://x.example/${'y'.repeat(490)}`,
      },
    }
    const notifications = Array.from({ length: 11 }, () => notification)
    const { description } = partsOf({ kind: 'digest', at: 0, notifications }).chat.content
    const lines = description.split('\n')

    expect(description.length).toBeLessThanOrEqual(8_000)
    expect(description.length).toBeGreaterThan(7_000)
    expect(lines.slice(1).map((line) => line.replace(/^(\S+ ).*$/, '$1'))).toEqual(
      Array.from({ length: lines.length - 1 }, (_, index) => (index % 2 === 0 ? '*error:* ' : '*Run:* ')),
    )
  })
})

describe('emailSubject', () => {
  it.each([
    ['[critical] dag-partial-fail failed: charge failed', 'opened-dag'],
    ['[warning] slow-timeout failed', 'opened-without-text'],
    ['[info] slow was cancelled', 'opened-cancelled'],
    ['[critical] dag-partial-fail is still failing: 12 more, 37 in all', 'update'],
    ['[resolved] dag-partial-fail is succeeding again', 'resolved-succeeded'],
    ['[closed] dag-partial-fail: closed, no runs for 14 days', 'resolved-quiet'],
    ['[closed] dag-partial-fail: closed, its route is gone from the policy', 'resolved-unrouted'],
    ['[recovered] py-fail failed, but it is succeeding again', 'recovered'],
    ['[error] TEST: fail-error failed: Payment failed for order #4711', 'test'],
    ['[digest] 2 alerts: 1 began to fail, 1 resolved', 'digest-of-2'],
  ] as const)('is %j', (subject, name) => {
    expect(emailSubject(toldMessages[name])).toBe(subject)
  })

  it('writes what has no ASCII as best it can', () => {
    expect(
      emailSubject(buildNotification('fail-error.final', { workflowName: 'Ümläut-日本-😀…', failure: null })),
    ).toBe('[error] Umlaut-?-?... failed')
  })

  it('has 99 characters at most, for SNS wants fewer than 100', () => {
    const named = (length: number) =>
      emailSubject(buildNotification('fail-error.final', { workflowName: 'x'.repeat(length), failure: null }))

    expect(named(84)).toBe(`[error] ${'x'.repeat(84)} failed`)
    expect(named(85)).toBe(`[error] ${'x'.repeat(85)} fa...`)
  })
})

describe('whatever a run holds', () => {
  it('the message stays small, and Amazon Q Developer takes it', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const { json, chat } = partsOf(message)
        const { title, description, nextSteps = [], keywords = [] } = chat.content
        expect(Buffer.byteLength(json)).toBeLessThan(65_536)
        expect(title.length).toBeLessThanOrEqual(250)
        expect(chat.metadata.summary.length).toBeLessThanOrEqual(250)
        expect(description.length).toBeGreaterThan(0)
        expect(description.length).toBeLessThanOrEqual(8_000)
        for (const text of [...nextSteps, ...keywords]) expect(text.length).toBeLessThanOrEqual(1_000)
      }),
      RUNS,
    )
  })

  it('each thing is one line, without a character that SNS refuses or that turns text around', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        const { chat, email } = partsOf(message)
        const facts = message.kind === 'digest' ? 21 : 7
        expect(chat.content.description.split('\n').length).toBeLessThanOrEqual(1 + facts)
        expect(email.split('\n').length).toBeLessThanOrEqual((message.undelivered === undefined ? 11 : 13) + facts)
        for (const text of [...shownOf(chat), ...Object.values(chat.metadata.additionalContext ?? {}), email]) {
          expect(forbiddenCharacters(text)).toEqual([])
          expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u2028\u2029]/)
        }
      }),
      RUNS,
    )
  })

  it('nothing of it is a mention, a link, code or a format in a chat', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        for (const shown of shownOf(partsOf(message).chat)) {
          const text = shown.replace(/^\*[\w ]+:\* /, '')
          expect(text).not.toMatch(/[<>@`*~\\]/)
          expect(text).not.toMatch(/&(?!(?:amp|lt|gt);)/)
          expect(text).not.toMatch(/:\/\/|\]\(|\w\.\w*[a-z]|#[a-z]|(?:mailto|javascript):/i)
          expect(text).not.toMatch(/(?<![\p{L}\p{N}_])_(?=\S)/u)
        }
      }),
      RUNS,
    )
  })

  it('the subject is what SNS takes', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        expect(emailSubject(message)).toMatch(/^\[[\x20-\x7e]{0,98}$/)
      }),
      RUNS,
    )
  })
})
