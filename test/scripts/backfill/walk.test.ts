import { describe, expect, it } from 'vitest'
import type { BackfillTurn } from '../../../lib/reconcile/backfill-turn.ts'
import type { Asked } from '../../../scripts/backfill/ask-reconcile.ts'
import { walk } from '../../../scripts/backfill/walk.ts'

const DAYS = ['2026-11-01', '2026-11-02'].map((day) => ({
  since: `${day}T00:00:00.000Z`,
  until: `${day}T23:59:59.999999Z`,
}))
const [FIRST, SECOND] = DAYS.map((day) => ({ ...day, offset: 0, after: null }))
const TURN = { checked: 0, told: 0, left: 0, unread: [], stopped: null, next: null } as const
const answer = (turn: Partial<BackfillTurn> = {}): Asked<BackfillTurn> => ({ ok: true, answer: { ...TURN, ...turn } })
const stopped = (reason: NonNullable<BackfillTurn['stopped']>['reason']) =>
  answer({ stopped: { reason, detail: 'why' }, ...(FIRST && { next: FIRST }) })
const lost: Asked<BackfillTurn> = { ok: false, reason: 'lost', detail: 'no answer' }

/** Walks two days with these answers, by tenant; whoever is out of answers is told that all is done. */
const play = async (answers: Readonly<Record<string, readonly Asked<BackfillTurn>[]>>, stopAfter = 100) => {
  const asked: { readonly tenantId: string }[] = []
  const pauses: number[] = []
  const shown: string[] = []
  const left = new Map(Object.entries(answers).map(([tenantId, all]) => [tenantId, [...all]]))
  const walked = await walk(Object.keys(answers), DAYS, false, {
    ask: {
      turn: async (question) => {
        const { tenantId } = question as { readonly tenantId: string }
        asked.push(question as { readonly tenantId: string })
        return left.get(tenantId)?.shift() ?? answer()
      },
    },
    pause: async (ms) => void pauses.push(ms),
    isStopping: () => asked.length >= stopAfter,
    show: (line) => shown.push(line),
  })
  return { asked, pauses, shown, ...walked, of: (tenantId: string) => walked.tenants.get(tenantId) }
}

describe('a walk', () => {
  it('asks for each day of each tenant, oldest first, and for what a turn left', async () => {
    const next = { since: FIRST?.since ?? '', until: '2026-11-01T12:00:00.000001Z', offset: 3, after: 'run-9' }
    const { asked, of, stoppedAt, shown } = await play({ a: [answer({ checked: 9, told: 7, left: 1, next })], b: [] })

    expect(asked).toEqual([
      { tenantId: 'a', dryRun: false, ...FIRST },
      { tenantId: 'a', dryRun: false, ...next },
      { tenantId: 'b', dryRun: false, ...FIRST },
      { tenantId: 'a', dryRun: false, ...SECOND },
      { tenantId: 'b', dryRun: false, ...SECOND },
    ])
    expect(of('a')).toMatchObject({ checked: 9, told: 7, left: 1, givenUp: null })
    expect(stoppedAt).toBeNull()
    expect(shown.at(-1)).toBe('2026-11-02, day 2 of 2: runs checked 9, told 7')
  })

  it('adds up what could not be read, by reason', async () => {
    const unread = (count: number) => answer({ unread: [{ reason: 'answer', detail: 'no run', count }] })
    const { of } = await play({ a: [unread(2), unread(3)] })

    expect(of('a')?.unread).toEqual(new Map([['answer', { detail: 'no run', count: 5 }]]))
  })

  it('tries again after longer and longer waits, and goes on where that helps', async () => {
    const { asked, pauses, of } = await play({ a: [stopped('unavailable'), stopped('ledger'), answer({ told: 1 })] })

    expect(pauses).toEqual([2_000, 5_000])
    expect(asked).toHaveLength(4)
    expect(of('a')).toMatchObject({ told: 1, givenUp: null })
  })

  it('gives a tenant up that fails for the fifth time in a row, and goes on with the others', async () => {
    const { asked, pauses, of } = await play({ a: Array.from({ length: 9 }, () => stopped('unavailable')), b: [] })

    expect(pauses).toEqual([2_000, 5_000, 15_000, 30_000])
    expect(asked.map(({ tenantId }) => tenantId).join('')).toBe('aaaaabb')
    expect(of('a')?.givenUp).toEqual({ since: FIRST?.since, reason: 'unavailable', detail: 'why' })
    expect(of('b')?.givenUp).toBeNull()
  })

  it('has patience with a tenant that gets on between its failures', async () => {
    const some = answer({ told: 1, ...(FIRST && { next: FIRST }) })
    const { of, pauses } = await play({ a: Array.from({ length: 12 }, (_, at) => (at % 2 ? some : stopped('queue'))) })

    expect(of('a')).toMatchObject({ told: 6, givenUp: null })
    expect(pauses).toEqual([2_000, 2_000, 2_000, 2_000, 2_000, 2_000])
  })

  it('has patience with a tenant whose turns find all told, and get on between its failures', async () => {
    const part = (at: number) => answer(FIRST && { next: { ...FIRST, offset: at } })
    const { of } = await play({ a: Array.from({ length: 12 }, (_, at) => (at % 2 ? part(at) : stopped('queue'))) })

    expect(of('a')?.givenUp).toBeNull()
  })

  it('takes turns that tell nothing and leave all for failures', async () => {
    const { of } = await play({ a: Array.from({ length: 9 }, () => answer(FIRST && { next: FIRST })) })

    expect(of('a')?.givenUp).toMatchObject({ reason: 'slow' })
  })

  it.each(['auth', 'secret'] as const)('gives a tenant up at once where %s is wrong', async (reason) => {
    const { pauses, of } = await play({ a: [stopped(reason)] })

    expect(pauses).toEqual([])
    expect(of('a')?.givenUp).toMatchObject({ reason })
  })

  it('waits until a turn whose answer was lost must have ended, and says that some were', async () => {
    const { pauses, asked, of } = await play({ a: [lost, lost] })

    expect(pauses).toEqual([30_000, 30_000])
    expect(asked.slice(0, 3)).toEqual([asked[0], asked[0], asked[0]])
    expect(of('a')).toMatchObject({ lostAnswers: 2, givenUp: null })
  })

  it('stops before the next turn where it is told to, and says where it was', async () => {
    const { asked, stoppedAt } = await play({ a: [], b: [] }, 3)

    expect(asked).toHaveLength(3)
    expect(stoppedAt).toBe(SECOND?.since)
  })
})
