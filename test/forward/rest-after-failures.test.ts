import { describe, expect, it, vi } from 'vitest'
import { LedgerError } from '../../lib/errors.ts'
import type { Ledger, RecordedOutcome } from '../../lib/forward/ledger.ts'
import { restAfterFailures } from '../../lib/forward/rest-after-failures.ts'
import { buildRun } from '../support/build-run.ts'
import { outcomeFactsIn } from './outcome-facts-in.ts'

const SIGNAL = new AbortController().signal
const RUN = { tenantId: 'tenant', runId: 'run' }
const OUTCOME: RecordedOutcome = { ...outcomeFactsIn(buildRun()), ordinal: 0, recordedAt: 0 }
const FAULT = new LedgerError('the ledger cannot be read: TimeoutError')

const buildWorld = () => {
  const clock = { now: Date.UTC(2026, 10, 22, 12) }
  const read = vi.fn<Ledger['read']>(async () => [OUTCOME])
  const record = vi.fn<Ledger['record']>(async () => {})
  const ledger = restAfterFailures({ read, record }, () => clock.now)
  const succeed = () => ledger.read(RUN, SIGNAL)
  const fail = async (call: 'read' | 'record' = 'read'): Promise<void> => {
    ;(call === 'read' ? read : record).mockRejectedValueOnce(FAULT)
    const use = call === 'read' ? ledger.read(RUN, SIGNAL) : ledger.record(RUN, OUTCOME, [], SIGNAL)
    await expect(use).rejects.toBe(FAULT)
  }
  const expectRest = async () => {
    const calls = read.mock.calls.length + record.mock.calls.length
    const alone = new LedgerError('the ledger failed before and is left alone for a while')
    await expect(ledger.read(RUN, SIGNAL)).rejects.toEqual(alone)
    await expect(ledger.record(RUN, OUTCOME, [], SIGNAL)).rejects.toEqual(alone)
    expect(read.mock.calls.length + record.mock.calls.length).toBe(calls)
  }
  return { ledger, read, record, clock, succeed, fail, expectRest }
}

describe('restAfterFailures', () => {
  it('asks the ledger as it is asked', async () => {
    const { ledger, read, record } = buildWorld()

    expect(await ledger.read(RUN, SIGNAL)).toEqual([OUTCOME])
    await ledger.record(RUN, OUTCOME, [OUTCOME], SIGNAL)
    expect(read.mock.calls).toEqual([[RUN, SIGNAL]])
    expect(record.mock.calls).toEqual([[RUN, OUTCOME, [OUTCOME], SIGNAL]])
  })

  it.each([
    ['reads', ['read', 'read', 'read']],
    ['writes', ['record', 'record', 'record']],
    ['reads and writes', ['read', 'record', 'read']],
  ] as const)('leaves the ledger alone for 30 s after 3 %s in a row failed, and asks it then', async (_, calls) => {
    const { clock, succeed, fail, expectRest } = buildWorld()
    for (const call of calls) await fail(call)

    await expectRest()
    clock.now += 29_999
    await expectRest()
    clock.now += 1
    expect(await succeed()).toEqual([OUTCOME])
  })

  it('goes on after 2 failures', async () => {
    const { succeed, fail } = buildWorld()
    await fail()
    await fail()

    expect(await succeed()).toEqual([OUTCOME])
  })

  it('counts anew after a success', async () => {
    const { succeed, fail, expectRest } = buildWorld()
    for (let round = 0; round < 5; round++) {
      await fail()
      await fail()
      await succeed()
    }
    for (let failure = 0; failure < 3; failure++) await fail()

    await expectRest()
  })

  it('rests again after one failure where the ledger still fails, and not for longer than before', async () => {
    const { clock, succeed, fail, expectRest } = buildWorld()
    for (let failure = 0; failure < 3; failure++) await fail()
    clock.now += 30_000
    await fail()

    await expectRest()
    clock.now += 29_999
    await expectRest()
    clock.now += 1
    expect(await succeed()).toEqual([OUTCOME])
  })

  it('waits for 3 failures again once the ledger has answered after a rest', async () => {
    const { clock, succeed, fail, expectRest } = buildWorld()
    for (let failure = 0; failure < 3; failure++) await fail()
    clock.now += 30_000
    await succeed()
    await fail()
    await fail()

    expect(await succeed()).toEqual([OUTCOME])
    for (let failure = 0; failure < 3; failure++) await fail()
    await expectRest()
  })

  it('does not take the calls that it refused for failures', async () => {
    const { clock, fail, expectRest, succeed } = buildWorld()
    for (let failure = 0; failure < 3; failure++) await fail()
    clock.now += 15_000
    await expectRest()
    clock.now += 15_000

    expect(await succeed()).toEqual([OUTCOME])
  })
})
