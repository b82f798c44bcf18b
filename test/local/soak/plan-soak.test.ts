import { describe, expect, it } from 'vitest'
import { planSoak } from '../../../local/soak/plan-soak.ts'

const MINUTE = 60_000
const REFUSED = 15

describe('the plan of a soak', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planSoak('a', MINUTE, REFUSED)).toEqual(planSoak('a', MINUTE, REFUSED))
    expect(planSoak('b', MINUTE, REFUSED)).not.toEqual(planSoak('a', MINUTE, REFUSED))
  })

  it.each([1, 5, 20])('has all that can happen, in the order of its time, in %d minutes', (minutes) => {
    const plan = planSoak('any', minutes * MINUTE, REFUSED)
    const times = plan.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeGreaterThanOrEqual(0)
    expect(times.at(-1)).toBeLessThan(minutes * MINUTE)

    const types = Map.groupBy(plan, ({ type }) => type)
    const expected = ['run', 'unsent', 'ignored', 'refused', 'sink-fault', 'sinks-heal', 'queues-down']
    expect([...types.keys()].sort()).toEqual([...expected, 'hatchet-fault', 'kill', 'sweep', 'poll'].sort())
    const refused = plan.flatMap((act) => (act.type === 'refused' ? [act.index] : []))
    expect(new Set(refused).size).toBe(REFUSED)
    const storms = plan.filter((act) => act.type === 'run' && act.run.workflow.startsWith('storm-'))
    expect(storms).toHaveLength(600 * Math.max(1, Math.round(minutes / 4)))
    const runIds = plan.flatMap((act) => (act.type === 'run' || act.type === 'unsent' ? [act.run.runId] : []))
    expect(new Set(runIds).size).toBe(runIds.length)
  })

  it('ends each outage that it begins, and kills nobody in the last part', () => {
    const plan = planSoak('any', 8 * MINUTE, REFUSED)
    const of = (type: string) => plan.filter((act) => act.type === type)
    expect(of('sink-fault')).toHaveLength(2)
    expect(of('sinks-heal')).toHaveLength(2)
    expect(of('queues-down').map((act) => 'isDown' in act && act.isDown)).toEqual([true, false, true, false])
    expect(Math.max(...of('kill').map(({ at }) => at))).toBeLessThan(5 * MINUTE)
  })
})
