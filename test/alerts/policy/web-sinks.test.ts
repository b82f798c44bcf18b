import { describe, expect, it } from 'vitest'
import { defineAlerts, pagerDuty, slack, sns } from '../../../lib/alerts/policy/policy.ts'
import { problemsOf, withSinks } from './policy-problems.ts'

const NO_SECRET = 'must be the name of a member of the secret alert-sinks: 1 to 64 letters, digits, . _ and -'

const KINDS = [
  ['slack()', (secret: unknown) => slack({ secret } as never)],
  ['pagerDuty()', (secret: unknown) => pagerDuty({ secret } as never)],
] as const

describe('a sink of the web', () => {
  it('is kept with its kind and the name of its secret', () => {
    const sinks = { team: sns(), chat: slack({ secret: 'slack-payments' }), pager: pagerDuty({ secret: 'pagerduty' }) }
    const policy = defineAlerts({ sinks, routes: [{ name: 'all', sinks: ['team', 'chat', 'pager'] }] })

    expect(policy.sinks).toEqual({
      team: { type: 'sns' },
      chat: { type: 'slack', secret: 'slack-payments' },
      pager: { type: 'pagerduty', secret: 'pagerduty' },
    })
  })

  it('may be the only one, be there twice, and share a secret with another', () => {
    const chats = { team: slack({ secret: 'a' }), other: slack({ secret: 'a' }), pager: pagerDuty({ secret: 'a' }) }

    expect(problemsOf(withSinks(chats))).toEqual([])
    expect(problemsOf(withSinks({ team: pagerDuty({ secret: 'a' }) }))).toEqual([])
  })
})

describe.each(KINDS)('a sink of %s', (name, create) => {
  it('is told of options that it does not know, and of those that are missing', () => {
    const make = name === 'slack()' ? slack : pagerDuty

    expect(problemsOf(withSinks({ team: make({ secret: 'a', channel: '#x' } as never) }))).toEqual([
      `sinks.team.channel is not known: a sink of ${name} has type, secret`,
    ])
    expect(problemsOf(withSinks({ team: make(undefined as never) }))).toEqual(['sinks.team.secret is missing'])
  })

  it.each(['a', '0', 'slack-payments', 'Slack_Payments.2', 'a'.repeat(64)])('has a secret named %s', (secret) => {
    expect(problemsOf(withSinks({ team: create(secret) }))).toEqual([])
  })

  it.each([
    [undefined],
    [null],
    [''],
    [' '],
    [7],
    [['a']],
    ['-a'],
    ['.a'],
    ['__proto__'],
    ['a b'],
    ['a\n'],
    ['schlüssel'],
    ['a'.repeat(65)],
    ['https://hooks.slack.com/services/T0000/B0000/hunter2'],
  ])('has no secret named %j, and does not tell the name: it may be the secret itself', (secret) => {
    expect(problemsOf(withSinks({ team: create(secret) }))).toEqual([`sinks.team.secret ${NO_SECRET}`])
  })
})

describe('a sink that no function made', () => {
  it.each<[what: string, sink: unknown, problem: string]>([
    ['without a secret', { type: 'slack' }, 'sinks.team.secret is missing'],
    ['without a secret too', { type: 'pagerduty' }, 'sinks.team.secret is missing'],
    [
      'with more to it',
      { type: 'slack', secret: 'a', channel: '#x' },
      'sinks.team.channel is not known: a sink of slack() has type, secret',
    ],
    [
      'with more to it too',
      { type: 'pagerduty', secret: 'a', service: 'x' },
      'sinks.team.service is not known: a sink of pagerDuty() has type, secret',
    ],
    [
      'with a secret that it has no use for',
      { type: 'sns', secret: 'a' },
      'sinks.team.secret is not known: a sink of sns() has type',
    ],
    [
      'of a kind in other letters',
      { type: 'Slack', secret: 'a' },
      'sinks.team must be made by sns(), slack() or pagerDuty()',
    ],
    [
      'of a kind that every object has',
      { type: 'toString' },
      'sinks.team must be made by sns(), slack() or pagerDuty()',
    ],
    ['of no kind', { secret: 'a' }, 'sinks.team must be made by sns(), slack() or pagerDuty()'],
    ['that is the function itself', slack, 'sinks.team must be made by sns(), slack() or pagerDuty()'],
    ['that is a list', [slack({ secret: 'a' })], 'sinks.team must be made by sns(), slack() or pagerDuty()'],
  ])('is refused %s', (_, sink, problem) => {
    expect(problemsOf(withSinks({ team: sink }))).toEqual([problem])
  })
})
