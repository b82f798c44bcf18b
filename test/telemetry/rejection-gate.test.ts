import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRejectionGate } from '../../lib/telemetry/rejection-gate.ts'

const world = () => {
  const clock = { now: 1_000_000 }
  const gate = createRejectionGate(() => clock.now)
  const admit = (times: number, reason = 'signature') => Array.from({ length: times }, () => gate.admit(reason))
  return { clock, gate, admit }
}

describe('createRejectionGate', () => {
  it('admits twenty at once, one line each', () => {
    expect(world().admit(20)).toEqual(Array(20).fill(1))
  })

  it('holds the rest back', () => {
    expect(world().admit(25).slice(20)).toEqual([0, 0, 0, 0, 0])
  })

  it('lets the next line stand for all that were held', () => {
    const { admit, clock } = world()
    admit(25)
    clock.now += 1_000

    expect(admit(2)).toEqual([6, 0])
  })

  it('counts each reason by itself', () => {
    const { admit, clock } = world()
    admit(21, 'signature')
    admit(2, 'path')
    clock.now += 3_000

    expect(admit(1, 'path')).toEqual([3])
    expect(admit(1, 'signature')).toEqual([2])
    expect(admit(1, 'method')).toEqual([1])
  })

  it('admits one line more for each second that passes', () => {
    const { admit, clock } = world()
    admit(20)
    clock.now += 999
    expect(admit(1)).toEqual([0])
    clock.now += 1
    expect(admit(2)).toEqual([2, 0])
    clock.now += 5_000
    expect(admit(7).filter((count) => count > 0)).toHaveLength(5)
  })

  it('saves up no more than twenty', () => {
    const { admit, clock } = world()
    clock.now += 3_600_000

    expect(admit(100).filter((count) => count > 0)).toHaveLength(20)
  })

  it('loses nothing when the clock is set back', () => {
    const { admit, clock } = world()
    admit(20)
    clock.now -= 60_000
    expect(admit(1)).toEqual([0])
    clock.now += 1_000

    expect(admit(1)).toEqual([2])
  })

  it('writes at most twenty lines and one a second, and loses none of the count', () => {
    const step = fc.record({ waitMs: fc.nat(1_500), reason: fc.constantFrom('signature', 'path', 'method') })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const { gate, clock } = world()
        const start = clock.now
        const counts = steps.map(({ waitMs, reason }) => {
          clock.now += waitMs
          return gate.admit(reason)
        })
        const lines = counts.filter((count) => count > 0).length
        clock.now += 60_000
        const held = ['signature', 'path', 'method'].map((reason) => gate.admit(reason) - 1)
        const told = [...counts, ...held].reduce((sum, count) => sum + count, 0)

        expect(lines).toBeLessThanOrEqual(20 + (clock.now - 60_000 - start) / 1_000)
        expect(told).toBe(steps.length)
      }),
    )
  })
})
