import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Digest } from '../../../lib/alerts/notification/digest.ts'
import type { Notification } from '../../../lib/alerts/notification/notification.ts'
import { type SlackMessage, slackMessage } from '../../../lib/alerts/sinks/slack-message.ts'
import { buildNotification } from '../notification/build-notification.ts'
import { hostileMessage } from './hostile-messages.ts'
import { slackProblems } from './slack-limits.ts'
import { toldMessages } from './told-messages.ts'

const RUNS = { numRuns: 200 }
/** A whole link, whose label is ours: nothing ends it early. */
const LINK = /^<(https?:\/\/[^<>|"`\\*\s]+)\|(?:Last run|Run|Runbook)>$/
const MAKERS = [
  (told: Notification | Digest) => slackMessage(told),
  (told: Notification | Digest) => slackMessage(told, 'text'),
]

/** Every text object of a message. */
const textsOf = ({ blocks = [] }: SlackMessage) =>
  blocks.flatMap((block) => ('elements' in block ? block.elements : [block.text]))

const markupOf = (message: SlackMessage): readonly string[] =>
  textsOf(message).flatMap(({ type, text }) => (type === 'mrkdwn' ? text.split('  ·  ') : []))

const unescaped = (text: string): string => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

/** Every URL that a message is about. */
const urlsOf = (message: Notification | Digest): readonly (string | null | undefined)[] =>
  (message.kind === 'digest' ? message.notifications : [message]).flatMap(({ failure, runbook }) => [
    failure?.url,
    runbook,
  ])

describe('a message of Slack', () => {
  it.each(Object.entries(toldMessages))('of %s is within what Slack documents, with blocks and without', (_, told) => {
    expect(MAKERS.map((make) => slackProblems(make(told)))).toEqual([[], []])
  })

  it('links the run and the runbook, and has no other markup', () => {
    expect(markupOf(slackMessage(toldMessages['opened-dag']))).toEqual([
      '<https://cloud.hatchet.run/tenants/707d0855-80ab-4e1f-a156-f1c4546cbf52/runs/dc352f0a-ab44-48c4-804d-d25fd548ef58|Run>',
      '<https://wiki.example.com/charge#when-it-fails|Runbook>',
    ])
  })

  it('leaves the last link out where two of the longest do not fit, since half a link leads nowhere', () => {
    const run = buildNotification('fail-error.final', { runbook: `https://x.example/?${'&'.repeat(480)}` })
    const failure = run.failure && { ...run.failure, url: `https://x.example/?${'&'.repeat(490)}` }
    const message = slackMessage({ ...run, failure })

    expect(markupOf(message)).toEqual([expect.stringMatching(/^<https:\/\/x\.example\/\?(?:&amp;){490}\|Run>$/)])
    expect(slackProblems(message)).toEqual([])
  })

  it('has the error in what a phone shows of what is broken, and not of what is over', () => {
    const lines = (name: 'opened-dag' | 'resolved-succeeded') => slackMessage(toldMessages[name]).text.split('\n')

    expect(lines('opened-dag')[1]).toBe('Error: charge failed')
    expect(lines('resolved-succeeded').join()).not.toContain('charge failed')
  })

  it('tells where no blocks are taken the same as one text', () => {
    const { text, ...others } = slackMessage(toldMessages['undelivered-opened'], 'text')

    expect(text.split('\n')).toEqual([
      '🚨 dag-partial-fail failed',
      'This was for the sink pager, which did not take it (answered 400): check that sink, and its secret.',
      'A run failed at 11:19:51 UTC on 22 Nov 2026, after 2.6 s.',
      'Error: charge failed',
      'Failed step: charge',
      expect.stringMatching(/^Run: https:\/\/cloud\.hatchet\.run\/\S+$/),
      'Runbook: https://wiki.example.com/charge#when-it-fails',
      'Severity: critical',
      'Route: payments',
      'Tenant: 707d0855-80ab-4e1f-a156-f1c4546cbf52',
    ])
    expect(others).toEqual({ mrkdwn: false, unfurl_links: false, unfurl_media: false })
  })

  it('has a title of no more characters than a header takes', () => {
    const many = { totalFailures: Number.MAX_SAFE_INTEGER, newFailures: Number.MAX_SAFE_INTEGER }
    const longest = { kind: 'recovered', workflowName: 'x'.repeat(100), isTest: true, ...many } as const
    const message = slackMessage(buildNotification('cancel-running.final', longest))

    expect(textsOf(message)[0]?.text).toHaveLength(150)
    expect(slackProblems(message)).toEqual([])
  })

  it('has no longer text than is recommended', () => {
    const longest = buildNotification('fail-error.final', { workflowName: 'x'.repeat(100) })
    const failure = longest.failure && { ...longest.failure, url: `https://x.example/${'y'.repeat(490)}` }
    const notifications = Array.from({ length: 10 }, () => ({ ...longest, failure }))

    expect(slackMessage({ kind: 'digest', at: 0, notifications }, 'text').text).toHaveLength(4_000)
  })

  it('is not unfurled, and has no format but that of its links', () => {
    expect(slackMessage(toldMessages.hostile)).toMatchObject({
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    })
  })
})

describe('whatever a run holds', () => {
  it('Slack takes it', () => {
    fc.assert(
      fc.property(hostileMessage, fc.constantFrom(...MAKERS), (message, make) => {
        expect(slackProblems(make(message))).toEqual([])
      }),
      RUNS,
    )
  })

  it('nothing of it is markup in a block but whole links to what can be linked', () => {
    fc.assert(
      fc.property(hostileMessage, (message) => {
        for (const line of markupOf(slackMessage(message))) {
          const [, url = ''] = LINK.exec(line) ?? []
          expect(line).toMatch(LINK)
          expect(urlsOf(message)).toContain(unescaped(url))
        }
      }),
      RUNS,
    )
  })

  it('nothing of it is markup in the text that stands for the blocks', () => {
    fc.assert(
      fc.property(hostileMessage, fc.constantFrom(...MAKERS), (message, make) => {
        expect(make(message).text.replace(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[&<>]/)
      }),
      RUNS,
    )
  })
})

describe('what is held against Slack', () => {
  const plain = (text: string) => ({ type: 'plain_text', text })
  const section = (text: unknown) => ({ text: 'x', blocks: [{ type: 'section', text }] })

  it.each<[what: string, message: unknown]>([
    ['an empty text', { text: '' }],
    ['a long text', { text: 'x'.repeat(4_001) }],
    ['half of an entity', { text: 'a &am' }],
    ['a member that is not known', { text: 'x', color: true }],
    ['a flag that is none', { text: 'x', mrkdwn: 'false' }],
    ['no blocks in a list of them', { text: 'x', blocks: [] }],
    ['51 blocks', { text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'section', text: plain('x') })) }],
    ['a block that is not known', { text: 'x', blocks: [{ type: 'fax' }] }],
    ['a block with more to it', { text: 'x', blocks: [{ type: 'section', text: plain('x'), color: 'red' }] }],
    ['a long header', { text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }],
    ['a header with markup', { text: 'x', blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }] }],
    ['an empty section', section(plain(''))],
    ['a long section', section(plain('x'.repeat(3_001)))],
    ['half of a surrogate pair', section(plain('\ud83d'))],
    ['plain text verbatim', section({ ...plain('x'), verbatim: true })],
    ['markup without emoji', section({ type: 'mrkdwn', text: 'x', emoji: false })],
    [
      '11 elements',
      { text: 'x', blocks: [{ type: 'context', elements: Array.from({ length: 11 }, () => plain('x')) }] },
    ],
    ['no elements', { text: 'x', blocks: [{ type: 'context', elements: [] }] }],
  ])('finds %s', (_, message) => {
    expect(slackProblems(message)).toHaveLength(1)
  })
})
