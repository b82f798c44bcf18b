import { describe, expect, it } from 'vitest'
import { days, defineAlerts, hours, sns } from '../../../lib/alerts/policy/policy.ts'
import type { PolicyDefinition } from '../../../lib/alerts/policy/policy-definition.ts'
import { problemsOf, times, withDefaults, withRoute, withRoutes, withSilence, withSinks } from './policy-problems.ts'

describe('defineAlerts refuses', () => {
  it.each<[what: string, policy: unknown, ...problems: string[]]>([
    ['what is no object', null, 'The policy must be an object'],
    ['a list', [], 'The policy must be an object'],
    ['nothing at all', {}, 'sinks is missing', 'routes is missing'],
    [
      'a member that it does not know',
      { ...withRoute({}), route: [] },
      'route is not known: a policy has sinks, routes, defaults, silences',
    ],
    [
      'sinks as a list',
      { ...withRoute({ sinks: ['0'] }), sinks: [sns()] },
      'sinks must be an object of sinks by their names',
    ],
    ['no sinks', withSinks({}), 'sinks must be 1 to 20 sinks by their names'],
    ['a sink that is none', withSinks({ team: 'sns' }), 'sinks.team must be made by sns(), slack() or pagerDuty()'],
    [
      'a sink of another kind',
      withSinks({ team: { type: 'fax' } }),
      'sinks.team must be made by sns(), slack() or pagerDuty()',
    ],
    [
      'a sink with more to it',
      withSinks({ team: { type: 'sns', x: 1 } }),
      'sinks.team.x is not known: a sink of sns() has type',
    ],
    ['no routes', { ...withRoute({}), routes: [] }, 'routes must be a list of 1 to 50 routes'],
    ['routes that are no list', { ...withRoute({}), routes: {} }, 'routes must be a list of 1 to 50 routes'],
    [
      '51 routes',
      withRoutes(...times(51, (index) => ({ match: { workflow: `w-${index}` } }))),
      'routes must be a list of 1 to 50 routes',
    ],
    ['a route without sinks', withRoute({ sinks: [] }), 'routes[0].sinks must be a list of 1 to 20 names of sinks'],
    ['a sink twice in a route', withRoute({ sinks: ['team', 'team'] }), 'routes[0].sinks[1] must be named once'],
    [
      'a sink that is not there',
      withRoute({ sinks: ['tema'] }),
      'routes[0].sinks[0] must be a sink of the policy: team',
    ],
    [
      'a sink that every object has',
      withRoute({ sinks: ['toString'] }),
      'routes[0].sinks[0] must be a sink of the policy: team',
    ],
    [
      'a severity of its own',
      withRoute({ severity: 'high' }),
      'routes[0].severity must be info, warning, error or critical',
    ],
    [
      'a runbook without https',
      withRoute({ runbook: 'http://x.example' }),
      'routes[0].runbook must be an https URL of at most 500 characters',
    ],
    [
      'a runbook that ends its link',
      withRoute({ runbook: 'https://x.example/>' }),
      'routes[0].runbook must be an https URL of at most 500 characters',
    ],
    [
      'a runbook that is no URL',
      withRoute({ runbook: 'https://:' }),
      'routes[0].runbook must be an https URL of at most 500 characters',
    ],
    [
      'COMPLETED',
      withRoute({ statuses: ['COMPLETED'] }),
      'routes[0].statuses[0] must be FAILED or CANCELLED: a COMPLETED run is a success, and ends incidents',
    ],
    ['another status', withRoute({ statuses: ['failed'] }), 'routes[0].statuses[0] must be FAILED or CANCELLED'],
    ['no status', withDefaults({ statuses: [] }), 'defaults.statuses must be a list of FAILED, CANCELLED or both'],
    [
      'text to look for that is blank',
      withRoute({ match: { error: ' ' } }),
      'routes[0].match.error must be text to look for in the error, 1 to 200 characters',
    ],
    [
      'text to look for that is long',
      withRoute({ match: { error: 'x'.repeat(201) } }),
      'routes[0].match.error must be text to look for in the error, 1 to 200 characters',
    ],
    [
      'a tenant that is no UUID',
      withRoute({ match: { tenant: 'acme' } }),
      'routes[0].match.tenant must be the id of a tenant, a UUID',
    ],
    [
      'the error in a silence',
      withSilence({ match: { error: 'x' } }),
      "silences[0].match.error is not known: a silence's match has workflow, tenant",
    ],
    ['a silence without a match', withSilence({ match: undefined }), 'silences[0].match must be an object'],
    [
      'a silence without an offset',
      withSilence({ until: '2026-12-01T00:00:00' }),
      'silences[0].until must be a time with an offset, like 2026-12-01T00:00:00Z',
    ],
    [
      'a silence until an impossible day',
      withSilence({ until: '2026-02-30T00:00:00Z' }),
      'silences[0].until must be a time with an offset, like 2026-12-01T00:00:00Z',
    ],
    [
      'a silence until year 1',
      withSilence({ until: '0001-01-01T00:00:00Z' }),
      'silences[0].until must be a time with an offset, like 2026-12-01T00:00:00Z',
    ],
    [
      'a silence without a reason',
      withSilence({ reason: '' }),
      'silences[0].reason must be a reason of 1 to 200 characters',
    ],
    [
      '101 silences',
      { ...withRoute({}), silences: times(101, () => withSilence({}).silences[0]) },
      'silences must be a list of at most 100 silences',
    ],
    [
      'openAfter without its window',
      withDefaults({ openAfter: { failures: 2 } }),
      'defaults.openAfter.within is missing',
    ],
    [
      'a second sink for the one topic',
      withSinks({ team: sns(), other: sns() }),
      'sinks.other must not be sns() as well: there is one topic, and team is it',
    ],
    [
      'two routes of one name',
      withRoutes({ name: 'a', match: { workflow: 'x' } }, { name: 'a' }),
      'routes[1].name must be a name of its own: routes[0] has it',
    ],
  ])('%s', (_, policy, ...problems) => {
    expect(problemsOf(policy)).toEqual(problems)
  })

  it.each([['A'], ['-a'], [''], ['a_b'], ['a'.repeat(41)], [7]])('%j as the name of a route', (name) => {
    expect(problemsOf(withRoute({ name }))).toEqual([
      'routes[0].name must be a name of 1 to 40 lower case letters, digits and -, not starting with -',
    ])
  })

  it.each([
    ['', 'sinks[""]'],
    ['a b', 'sinks["a b"]'],
    ['a_b', 'sinks.a_b'],
    ['constructor', 'sinks.constructor'],
    ['prototype', 'sinks.prototype'],
    ['a'.repeat(41), `sinks.${'a'.repeat(41)}`],
  ])('%j as the name of a sink', (name, path) => {
    expect(problemsOf({ ...withRoute({ sinks: [name] }), sinks: { [name]: sns() } })).toEqual([
      `${path} must have a name of 1 to 40 letters, digits and -`,
    ])
  })

  it('21 sinks', () => {
    const sinks = Object.fromEntries(times(21, (index) => [index === 0 ? 'team' : `s-${index}`, { type: 'sns' }]))

    expect(problemsOf(withSinks(sinks))).toContain('sinks must be 1 to 20 sinks by their names')
  })

  it.each([['a b'], [''], ['a?'], ['ä'], ['^a$'], ['*'.repeat(257)], [null]])(
    '%j as the name of a workflow',
    (workflow) => {
      expect(problemsOf(withRoute({ match: { workflow } }))).toEqual([
        'routes[0].match.workflow must be the name of a workflow, with * for any characters (letters, digits, . - _ and *; at most 256)',
      ])
    },
  )

  it.each([0, 0.5, 51, -1, Number.NaN, '1', null])('to open after %j failures', (failures) => {
    expect(problemsOf(withRoute({ openAfter: { failures, within: 1_000 } }))).toEqual([
      'routes[0].openAfter.failures must be a whole number from 1 to 50',
    ])
  })

  it.each([
    ['updateEvery', hours(24), '1 second to 24 hours, like minutes(15)'],
    ['resolveAfterQuiet', days(7), '1 second to 7 days, like minutes(10)'],
    ['closeAfter', days(90), '1 second to 90 days, like days(14)'],
  ])('a %s out of bounds', (rule, longest, expected) => {
    for (const time of [999, longest + 1, Number.NaN, Number.POSITIVE_INFINITY, '15m', null]) {
      expect(problemsOf(withDefaults({ [rule]: time }))).toEqual([`defaults.${rule} must be ${expected}`])
    }
  })

  it.each([999, days(7) + 1, Number.NaN])('a window of %j ms to open in', (within) => {
    expect(problemsOf(withRoute({ openAfter: { failures: 1, within } }))).toEqual([
      'routes[0].openAfter.within must be 1 second to 7 days, like minutes(10)',
    ])
  })

  it('all that is wrong at once, each thing by its path', () => {
    const wrong = {
      sinks: { 'my team': sns(), ok: { type: 'x', y: 1 } },
      routes: [{ name: 'A', color: 'red', size: 1, sinks: ['nope'], match: { workflow: 'a b', tenant: 1 } }, 3],
      defaults: { statuses: 'FAILED', openAfter: { failures: 0 } },
      silences: [{}],
    }

    expect(problemsOf(wrong).map((problem) => problem.split(' must ')[0]?.split(' is ')[0])).toEqual([
      ...['sinks.ok', 'routes[0].name', 'routes[0].match.workflow', 'routes[0].match.tenant'],
      ...['routes[0].color', 'routes[0].size', 'routes[1]', 'defaults.statuses', 'defaults.openAfter.failures'],
      ...['defaults.openAfter.within', 'silences[0].match', 'silences[0].until', 'silences[0].reason'],
      ...['sinks["my team"]', 'routes[0].sinks[0]'],
    ])
  })

  it('with words that say where to look, and how much there is', () => {
    const define = (route: object) => () => defineAlerts(withRoute(route) as PolicyDefinition)

    expect(define({ name: 'A' })).toThrow(
      /^The alert policy \(alerts\.config\.ts\) has an error:\n {2}routes\[0\]\.name must be /,
    )
    expect(define({ name: 'A', sinks: ['x'] })).toThrow(/^The alert policy \(alerts\.config\.ts\) has 2 errors:\n/)
  })
})
