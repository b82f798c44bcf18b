import { describe, expect, it } from 'vitest'
import { reduceIncident } from '../../../lib/alerts/incident/incident.ts'
import type { Claim, IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import { strikeOff } from '../../../lib/alerts/incident/strike-off.ts'
import { CLAIM_MS } from '../../../lib/alerts/limits.ts'
import { DAY, MINUTE, minute, START } from '../../support/alerts/alert-times.ts'
import { buildContext } from '../../support/alerts/build-context.ts'
import { buildFailure } from '../../support/alerts/build-failure.ts'
import { buildItem } from '../../support/alerts/build-item.ts'
import { buildRoute } from '../../support/alerts/build-route.ts'
import { buildSinkState } from '../../support/alerts/build-sink-state.ts'
import { buildSuccess } from '../../support/alerts/build-success.ts'

const SECOND = 1_000
const FAILED = [buildFailure(1, START)]
const RULES = buildRoute()
const claimed = (): IncidentItem => reduceIncident(buildItem(), FAILED, buildContext({ claimant: 'them' })).item
const reduce = (item: IncidentItem, claimant: string | null, now: number) =>
  reduceIncident(item, [], buildContext({ claimant, now }))
const team = (item: IncidentItem) => item.sinks['team']

/** The claim that the item's sink has, or one of another sender. */
const claimOf = (item: IncidentItem, by?: string): Claim => ({
  by: 'them',
  until: START + CLAIM_MS,
  kind: 'opened',
  incidentId: null,
  told: 1,
  ...item.sinks['team']?.claim,
  ...(by !== undefined && { by }),
})

describe('a claim', () => {
  it('is made by the write that changes the state, for longer than the function may run', () => {
    const { item, due } = reduceIncident(buildItem(), FAILED, buildContext())

    const claim = { by: 'us', until: START + CLAIM_MS, kind: 'opened', incidentId: item.open?.id, told: 1 }
    expect(team(item)).toMatchObject({ told: 0, incidentId: null, claim })
    expect(due).toEqual([{ sink: 'team', claim, before: buildSinkState(), item: { ...item, dueAt: null } }])
    expect(item.dueAt).toBe(START + CLAIM_MS)
  })

  it.each([
    ["another's blocks while it lives", 'us', START + CLAIM_MS - 1, []],
    ["another's that lapsed does not block", 'us', START + CLAIM_MS, ['us']],
    ['of its own is due again, since the write that made it may have had no answer', 'them', START + 5, ['them']],
    ['is made by nobody who will tell nothing now', null, START + CLAIM_MS, []],
  ])('%s', (_, claimant, now, expected) => {
    expect(reduce(claimed(), claimant, now).due.map(({ claim }) => claim.by)).toEqual(expected)
  })

  it('of another is left as it is by new failures, which are told after it', () => {
    const before = claimed()
    const { item, due } = reduceIncident(before, [buildFailure(2, minute(1))], buildContext({ now: minute(1) }))

    expect(due).toEqual([])
    expect(team(item)).toEqual(team(before))
    expect(item.ever).toBe(2)
    const struck = strikeOff(item, 'team', claimOf(item), { type: 'told' }, RULES, minute(1))
    expect(team(struck)).toMatchObject({ told: 1, claim: null })
    expect(reduce(struck, 'us', minute(1)).item.dueAt).toBe(minute(16))
  })

  it('of one sink does not block another', () => {
    const route = buildRoute({ sinks: ['team', 'pager'] })
    const claim: Claim = { by: 'them', until: minute(2), kind: 'opened', incidentId: 'a', told: 1 }
    const sinks = { team: buildSinkState({ claim }), pager: buildSinkState() }

    const { due } = reduceIncident(buildItem({ sinks }), FAILED, buildContext({ route }))
    expect(due.map(({ sink }) => sink)).toEqual(['pager'])
  })

  it('that lapsed leaves nothing to do where there is nothing to tell any more', () => {
    const claim: Claim = { by: 'them', until: START, kind: 'recovered', incidentId: null, told: 1 }
    const item = buildItem({ ever: 1, sinks: { team: buildSinkState({ told: 0, claim }) }, dueAt: START })

    // What it was for is written off by a silence.
    const silenced = buildContext({ now: minute(1), silencedUntil: minute(60) })
    expect(reduceIncident(item, [], silenced).item).toMatchObject({ dueAt: null, sinks: { team: { told: 1 } } })
  })
})

describe('striking off', () => {
  it('notes what was told, and that it was', () => {
    const item = claimed()
    const struck = strikeOff(item, 'team', claimOf(item), { type: 'told' }, RULES, START + 100)

    expect(team(struck)).toEqual(buildSinkState({ incidentId: item.open?.id ?? null, told: 1, toldAt: START + 100 }))
  })

  it('of a failed attempt notes when to try again, how often, and since when', () => {
    const once = strikeOff(
      claimed(),
      'team',
      claimOf(claimed()),
      { type: 'failed', tryAt: minute(1) },
      RULES,
      START + 100,
    )
    const maybeIncidentId = once.open?.id ?? null
    expect(team(once)).toEqual(
      buildSinkState({ maybeIncidentId, tries: 1, failingSince: START + 100, tryAt: minute(1) }),
    )

    const again = reduce(once, 'us', minute(1)).item
    const twice = strikeOff(again, 'team', claimOf(again), { type: 'failed', tryAt: minute(3) }, RULES, minute(1))
    expect(team(twice)).toEqual(
      buildSinkState({ maybeIncidentId, tries: 2, failingSince: START + 100, tryAt: minute(3) }),
    )
    expect(reduce(twice, 'us', minute(3) - 1).due).toEqual([])
  })

  it('of what was never sent is no failure', () => {
    const struck = strikeOff(
      claimed(),
      'team',
      claimOf(claimed()),
      { type: 'deferred', tryAt: minute(1), isFailing: false },
      RULES,
      START + 100,
    )

    expect(team(struck)).toEqual(buildSinkState({ tryAt: minute(1) }))
  })

  it.each<[string, Partial<IncidentItem>]>([
    ['without the claim', claimed()],
    ['without any claim', { sinks: { team: buildSinkState() } }],
    ['of a sink that is gone', { sinks: {} }],
  ])('%s changes nothing', (_, overrides) => {
    const item = buildItem(overrides)

    expect(strikeOff(item, 'team', claimOf(item, 'us'), { type: 'told' }, RULES, START)).toBe(item)
  })

  it('by a slow sender changes nothing once another has taken over', () => {
    const taken = reduce(claimed(), 'us', START + CLAIM_MS).item

    expect(strikeOff(taken, 'team', claimOf(claimed()), { type: 'told' }, RULES, minute(2))).toBe(taken)
  })

  it('by a slow sender counts while nobody has taken over', () => {
    const struck = strikeOff(claimed(), 'team', claimOf(claimed()), { type: 'told' }, RULES, START + 2 * CLAIM_MS)

    expect(team(struck)).toMatchObject({ told: 1, claim: null })
  })

  it('of an incident that ended while it was told leaves its end to be told', () => {
    const ok = { type: 'succeeded', at: START + 1 } as const
    const ended = reduceIncident(claimed(), [ok], buildContext({ now: minute(10), claimant: null })).item
    expect(ended.open).toBeNull()

    const struck = strikeOff(ended, 'team', claimOf(ended), { type: 'told' }, RULES, minute(10))
    expect(reduce(struck, 'us', minute(10)).due).toMatchObject([{ claim: { kind: 'resolved', incidentId: null } }])
  })
})

describe('a redelivery', () => {
  const told = strikeOff(claimed(), 'team', claimOf(claimed()), { type: 'told' }, RULES, START)

  it('of what was counted and told is not worth storing', () => {
    const { item } = reduce(told, 'us', START)
    const again = reduceIncident(item, FAILED, buildContext({ now: minute(1) }))

    expect(again).toMatchObject({ due: [], isChanged: false })
  })

  it('of an older outcome after newer ones is not counted again', () => {
    const more = reduceIncident(told, [buildFailure(2, minute(1)), buildFailure(3, minute(2))], buildContext()).item

    expect(reduceIncident(more, [...FAILED, buildFailure(2, minute(1))], buildContext()).item.ever).toBe(3)
  })

  it('in one batch is counted once', () => {
    expect(reduceIncident(buildItem(), [...FAILED, ...FAILED], buildContext()).item.ever).toBe(1)
  })

  it('of an outcome beyond the last 1,000 may be counted again', () => {
    const batch = Array.from({ length: 1_000 }, (_, index) => buildFailure(10 + index, minute(index / 100)))
    const full = reduceIncident(told, batch, buildContext({ now: minute(10) })).item

    expect(full.ever).toBe(1_001)
    expect(reduceIncident(full, FAILED, buildContext({ now: minute(10) })).item.ever).toBe(1_002)
  })

  it.each([
    ['is not counted again for two days', 2 * DAY - SECOND, 1],
    ['may be counted again after that', 2 * DAY, 2],
  ])('%s', (_, after, ever) => {
    const at = START + after
    // What else is stored meanwhile keeps, or forgets, what is remembered.
    const noted = reduceIncident(told, [buildSuccess(minute(1)), buildSuccess(at)], buildContext({ now: at })).item

    expect(reduceIncident(noted, FAILED, buildContext({ now: at })).item.ever).toBe(ever)
  })

  it('is forgotten only with what is stored for another reason', () => {
    const over = reduceIncident(told, [buildSuccess(minute(1))], buildContext({ now: minute(30) })).item
    const struck = strikeOff(over, 'team', claimOf(over), { type: 'told' }, RULES, minute(30))
    const quiet = reduce(struck, 'us', minute(30)).item

    expect(quiet.seen).toHaveLength(1)
    expect(reduceIncident(quiet, [], buildContext({ now: START + 5 * DAY }))).toMatchObject({
      isChanged: false,
      item: { seen: [] },
    })
  })
})

describe('the reducer', () => {
  it('changes nothing that it is given', () => {
    const item = deepFrozen(claimed())

    reduceIncident(item, deepFrozen([buildFailure(2, minute(5)), buildFailure(3, minute(4))]), buildContext())
    strikeOff(item, 'team', claimOf(item), { type: 'told' }, RULES, START + MINUTE)
    expect(item).toEqual(claimed())
  })
})

const deepFrozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) deepFrozen(member)
  return Object.freeze(value)
}
