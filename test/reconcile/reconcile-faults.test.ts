import { describe, expect, it } from 'vitest'
import { HatchetError, LedgerError, QueueError } from '../../lib/errors.ts'
import { failing } from '../support/failing.ts'
import { hanging } from '../support/hanging.ts'
import type { PortCall, PortStep } from '../support/port-gate.ts'
import { DAY, HOUR, MINUTE, type ReconcileWorld, reconcileWorld, SCHEDULES } from '../support/reconcile-world.ts'
import { runId } from '../support/run-id.ts'

const IDS = [1, 2, 3].map(runId)
const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'

/** A tenant after its first tick, with three runs that have ended since: FAILED, COMPLETED and CANCELLED. */
const world = async (): Promise<ReconcileWorld> => {
  const created = reconcileWorld()
  await created.install()
  putThree(created)
  return created
}

const putThree = (reconcile: ReconcileWorld): void => {
  const created = reconcile.hatchet.now() - 3 * MINUTE
  reconcile.put({ id: runId(1), createdAt: created, status: 'FAILED' })
  reconcile.put({ id: runId(2), createdAt: created + 1_000, status: 'COMPLETED' })
  reconcile.put({ id: runId(3), createdAt: created + 2_000, status: 'CANCELLED' })
}

const nextTick = async (reconcile: ReconcileWorld, onStep: ReconcileWorld['gate']['onStep'] = () => {}) => {
  reconcile.gate.onStep = onStep
  reconcile.clock.advance(5 * MINUTE)
  return reconcile.tick()
}

const reasons = ({ faults }: { readonly faults: readonly { readonly reason: string }[] }) =>
  faults.map(({ reason }) => reason)

describe('a tick', () => {
  it('tells what no webhook told, once, the oldest end first', async () => {
    const reconcile = await world()
    reconcile.put({
      id: runId(4),
      createdAt: reconcile.clock.now() - 10 * MINUTE,
      startedAt: null,
      finishedAt: reconcile.clock.now() - MINUTE,
    })
    const done = await reconcile.tick()

    expect(reconcile.told()).toEqual([...IDS, runId(4)])
    expect(reconcile.messages.map(({ source, status }) => [source, status])).toEqual([
      ['reconcile', 'FAILED'],
      ['reconcile', 'COMPLETED'],
      ['reconcile', 'CANCELLED'],
      ['reconcile', 'FAILED'],
    ])
    expect(done).toEqual({ tenantId: TENANT, checked: 4, found: 4, isWhole: true, faults: [] })
    expect(reconcile.report.foundRuns).toEqual(reconcile.messages)
    for (const schedule of Object.values(SCHEDULES)) await reconcile.tick(schedule)
    expect(reconcile.told()).toHaveLength(4)
  })

  it('stores where it has come to: the end of the window, by Hatchet’s clock', async () => {
    const reconcile = await world()
    await reconcile.tick()

    expect(reconcile.cursors.of(TENANT, '5min')).toEqual({ readUntil: reconcile.hatchet.now(), unread: null })
    expect(reconcile.cursors.of(TENANT, 'hourly')).toBeUndefined()
  })

  it('tells nothing that a webhook told', async () => {
    const reconcile = await world()
    await reconcile.tick()
    reconcile.messages.length = 0
    reconcile.restart()
    await nextTick(reconcile)

    expect(reconcile.messages).toEqual([])
    expect(reconcile.gate.calls.details).toBe(3)
  })

  it('asks neither the ledger nor Hatchet about what the instance knows', async () => {
    const reconcile = await world()
    await reconcile.tick()
    const { readMany, details } = reconcile.gate.calls
    await nextTick(reconcile)

    expect(reconcile.gate.calls).toMatchObject({ readMany, details })
  })

  it('looks up a hundred runs at once', async () => {
    const reconcile = await world()
    for (let index = 0; index < 300; index++)
      reconcile.put({ id: runId(100 + index), createdAt: reconcile.clock.now() - MINUTE })
    await reconcile.tick()

    expect(reconcile.gate.calls.readMany).toBe(4)
    expect(reconcile.messages).toHaveLength(303)
  })
})

describe('a tick that is killed', () => {
  /** Kills an instance at its n-th step: nothing that it does afterwards happens. */
  const killAt = (reconcile: ReconcileWorld, step: number) => {
    let steps = 0
    reconcile.gate.onStep = () => {
      steps += 1
      if (steps >= step) throw new Error('killed')
    }
  }

  /** Kills the first tick of three runs' at a step, and ticks anew. @returns whether there was such a step */
  const killed = async (step: number): Promise<boolean> => {
    const reconcile = await world()
    killAt(reconcile, step)
    const isKilled = await reconcile.tick().then(
      () => false,
      (error: Error) => {
        expect(error.message).toBe('killed')
        return true
      },
    )
    reconcile.restart()
    await nextTick(reconcile)

    expect(new Set(reconcile.told())).toEqual(new Set(IDS))
    expect(new Set(reconcile.messages.map(({ id }) => id)).size).toBe(3)
    // Killed between the queue and the ledger: the only outcome that is told again.
    expect(reconcile.messages.length).toBeLessThanOrEqual(4)
    const before = reconcile.messages.length
    await nextTick(reconcile)
    expect(reconcile.messages).toHaveLength(before)
    return isKilled
  }

  it('is taken up by the next, wherever it was: everything is told, with one id each', async () => {
    let step = 1
    while (await killed(step)) step += 1

    // The tenants, cursor, time, two lists, first tick, lookup, cursor; details, ledger, queue and ledger of each of three.
    expect(step).toBe(2 * (7 + 3 * 4) + 1)
  })

  it('on its first day loses nothing that ends afterwards', async () => {
    for (let step = 1; step <= 12; step++) {
      const reconcile = reconcileWorld()
      killAt(reconcile, step)
      await expect(reconcile.tick()).rejects.toThrow('killed')
      reconcile.restart()
      reconcile.gate.onStep = () => {}
      reconcile.clock.advance(MINUTE)
      await reconcile.tick()
      reconcile.clock.advance(4 * MINUTE)
      putThree(reconcile)
      await nextTick(reconcile)

      expect(reconcile.told()).toEqual(IDS)
    }
  })
})

describe('an outage', () => {
  const LEDGER: PortCall[] = ['readMany', 'read', 'readCursor', 'storeCursor', 'firstTick']

  it.each([...LEDGER, 'record'] as const)('of the table at %s keeps the cursor and is counted', async (call) => {
    const reconcile = await world()
    const cursor = reconcile.cursors.of(TENANT, '5min')
    reconcile.gate.onStep = failing([call])
    const done = await reconcile.tick()

    expect(reasons(done)).toEqual(['ledger'])
    expect(done).toMatchObject({ isWhole: false })
    expect(reconcile.cursors.of(TENANT, '5min')).toEqual(cursor)
    expect(reconcile.report.ticks.at(-1)).toBe('done')
    await nextTick(reconcile)
    expect(new Set(reconcile.told())).toEqual(new Set(IDS))
    expect(new Set(reconcile.messages.map(({ id }) => id)).size).toBe(3)
  })

  it.each([...LEDGER.filter((call) => call !== 'storeCursor'), 'tenants', 'list', 'details'] as const)(
    'at %s forwards nothing',
    async (call) => {
      const reconcile = await world()
      reconcile.gate.onStep = failing([call])
      await reconcile.tick()

      expect(reconcile.messages).toEqual([])
    },
  )

  it.each([...LEDGER, 'record', 'list', 'details', 'send'] as const)(
    'in which %s hangs ends with the tick’s time, and is counted',
    async (call) => {
      const reconcile = await world()
      const started = reconcile.clock.now()
      reconcile.gate.onStep = hanging(reconcile.clock, [call])
      const done = await reconcile.tick()

      expect(reconcile.clock.now() - started).toBeLessThanOrEqual(225_000)
      expect(done.faults).toHaveLength(1)
      expect(done.isWhole).toBe(false)
      await nextTick(reconcile)
      expect(new Set(reconcile.told())).toEqual(new Set(IDS))
    },
  )

  it('of the ledger that begins while runs are forwarded stops at once', async () => {
    const reconcile = await world()
    reconcile.gate.onStep = failing(['read'], 'before', ({ runId: id }) =>
      id === runId(2) ? new LedgerError('the ledger is down') : undefined,
    )
    const done = await reconcile.tick()

    expect(reconcile.told()).toEqual([runId(1)])
    expect(done).toMatchObject({ found: 1, isWhole: false, faults: [{ reason: 'ledger', count: 1 }] })
  })

  it.each(['readMany', 'send'] as const)(
    'at %s keeps the other tenants from a turn: nothing can be told of anyone',
    async (call) => {
      const reconcile = await world()
      reconcile.tenantIds.push('11111111-2222-4333-8444-555555555555')
      const before = reconcile.report.tenants.length
      reconcile.gate.onStep = failing([call])
      await reconcile.tick()

      expect(reconcile.report.tenants).toHaveLength(before + 1)
    },
  )

  it('of the queues stops, keeps the cursor, and what it kept from being told is found later', async () => {
    const reconcile = await world()
    const cursor = reconcile.cursors.of(TENANT, '5min')
    const done = await nextTick(reconcile, failing(['send']))

    expect(done).toMatchObject({ found: 0, isWhole: false, faults: [{ reason: 'queue', count: 1 }] })
    expect(reconcile.gate.calls).toMatchObject({ send: 1, record: 0 })
    expect(reconcile.cursors.of(TENANT, '5min')).toEqual(cursor)
    await nextTick(reconcile)
    expect(reconcile.told()).toEqual(IDS)
  })

  it('of the queues after a message was taken repeats it with the same id', async () => {
    const reconcile = await world()
    await nextTick(
      reconcile,
      failing(['send'], 'after', () => new QueueError('1 of 2 queues failed')),
    )
    await nextTick(reconcile)

    expect(reconcile.told()).toEqual([runId(1), ...IDS])
    expect(new Set(reconcile.messages.map(({ id }) => id)).size).toBe(3)
  })

  it.each([
    ['an hour', HOUR],
    ['three days', 3 * DAY],
    ['29 days', 29 * DAY],
  ])(
    'of Hatchet for %s hides nothing: the next five-minute tick finds COMPLETED runs of the meantime',
    async (_, length) => {
      const reconcile = await world()
      await reconcile.tick()
      const begin = reconcile.hatchet.now()
      for (let at = MINUTE; at < length; at += length / 20) {
        reconcile.put({ id: runId(1_000 + Math.round(at / MINUTE)), createdAt: begin + at, status: 'COMPLETED' })
      }
      for (let tick = 0; tick < 12; tick++) {
        reconcile.clock.advance(length / 12 - 5 * MINUTE)
        const done = await nextTick(reconcile, failing(['list', 'details']))
        expect(reasons(done)).toEqual(['unavailable'])
      }
      expect(reconcile.messages).toHaveLength(3)
      await nextTick(reconcile)

      expect(reconcile.messages).toHaveLength(3 + 20)
    },
  )

  it.each(['auth', 'throttled', 'unavailable', 'answer', 'too-large'] as const)(
    'of one tenant’s Hatchet, %s, is counted as that, and the other tenants have their turn',
    async (reason) => {
      const reconcile = await world()
      const other = '11111111-2222-4333-8444-555555555555'
      reconcile.tenantIds.unshift(other)
      const fault = ({ tenantId }: PortStep) => (tenantId === other ? new HatchetError(reason, 'it fails') : undefined)
      const done = await nextTick(reconcile, failing(['list'], 'before', fault))

      expect(done).toMatchObject({ tenantId: other, checked: 0, isWhole: false, faults: [{ reason, count: 1 }] })
      expect(reconcile.told()).toEqual(IDS)
      expect(reconcile.report.ticks.at(-1)).toBe('done')
    },
  )

  it('that is no outage but a defect is thrown', async () => {
    const reconcile = await world()
    const defect = new TypeError('undefined is not a function')

    await expect(
      nextTick(
        reconcile,
        failing(['details'], 'before', () => defect),
      ),
    ).rejects.toBe(defect)
  })
})

describe('details', () => {
  const detailsFault = (reason: 'answer' | 'too-large' | 'throttled' | 'unavailable' | 'auth', id: string) =>
    failing(['details'], 'before', ({ runId: asked }) =>
      asked === id ? new HatchetError(reason, 'reading a run: it fails') : undefined,
    )

  it.each(['answer', 'too-large'] as const)(
    'that are no answer, %s, are counted, and the other runs are told',
    async (reason) => {
      const reconcile = await world()
      const done = await nextTick(reconcile, detailsFault(reason, runId(1)))

      expect(reconcile.told()).toEqual(IDS.slice(1))
      expect(done).toMatchObject({ found: 2, isWhole: false, faults: [{ reason, count: 1 }] })
      await nextTick(reconcile)
      expect(reconcile.told()).toEqual([runId(2), runId(3), runId(1)])
    },
  )

  it('that Hatchet fails to give of several runs in a row do not keep the others from being told', async () => {
    const reconcile = await world()
    const bad = IDS.slice(0, -1)
    const done = await nextTick(
      reconcile,
      failing(['details'], 'before', ({ runId: asked }) =>
        bad.includes(asked ?? '') ? new HatchetError('unavailable', 'status 500') : undefined,
      ),
    )

    expect(reconcile.told()).toEqual(IDS.slice(-1))
    expect(done).toMatchObject({ isWhole: false, faults: [{ reason: 'unavailable', count: bad.length }] })
    await nextTick(reconcile)
    expect(new Set(reconcile.told())).toEqual(new Set(IDS))
  })

  it.each(['throttled', 'auth'] as const)(
    'that Hatchet refuses, %s, stop the tenant and keep its cursor',
    async (reason) => {
      const reconcile = await world()
      const cursor = reconcile.cursors.of(TENANT, '5min')
      const done = await nextTick(reconcile, detailsFault(reason, runId(2)))

      expect(reconcile.told()).toEqual([runId(1)])
      expect(done).toMatchObject({ found: 1, isWhole: false, faults: [{ reason, count: 1 }] })
      expect(reconcile.cursors.of(TENANT, '5min')).toEqual(cursor)
    },
  )

  it('of another tenant’s run are refused, and the others go on', async () => {
    const reconcile = await world()
    const { model } = reconcile.hatchet
    const real = model.details(runId(1))
    reconcile.hatchet.model.details = (id) =>
      id === runId(1) && real ? { ...real, run: { ...real.run, tenantId: runId(7) } } : real && originalDetails(id)
    const done = await reconcile.tick()

    expect(reconcile.told()).toEqual(IDS.slice(1))
    expect(reasons(done)).toEqual(['answer'])

    function originalDetails(id: string) {
      return model.runs().find(({ run }) => (run['metadata'] as { id: string }).id === id)
    }
  })

  it('of a run that is gone tell nothing, and the others go on', async () => {
    const reconcile = await world()
    const done = await nextTick(reconcile, ({ call, phase }) => {
      if (call === 'readMany' && phase === 'after') reconcile.hatchet.model.remove(runId(1))
    })

    expect(reconcile.told()).toEqual(IDS.slice(1))
    expect(done).toMatchObject({ found: 2, isWhole: true, faults: [] })
  })

  it('that are no answer are counted together, each', async () => {
    const reconcile = await world()
    const answer = new HatchetError('answer', 'reading a run: it fails')
    const done = await nextTick(
      reconcile,
      failing(['details'], 'before', () => answer),
    )

    expect(done.faults).toEqual([{ reason: 'answer', detail: 'reading a run: it fails', count: 3 }])
  })

  it('without any time but that of the attempt’s creation wait until that is 30 s ago', async () => {
    const reconcile = await world()
    const attemptCreatedAt = reconcile.hatchet.now() + 5 * MINUTE - 10_000
    reconcile.put({
      ...{ id: runId(1), createdAt: attemptCreatedAt - 4 * MINUTE, status: 'CANCELLED' },
      ...{ attemptCreatedAt, startedAt: null, finishedAt: null },
    })
    await nextTick(reconcile)
    expect(reconcile.told()).toEqual(IDS.slice(1))
    await nextTick(reconcile)
    expect(reconcile.told()).toContain(runId(1))
  })

  it('that are newer than the row decide', async () => {
    const reconcile = await world()
    const now = reconcile.clock.now()
    const done = await nextTick(reconcile, ({ call, phase }) => {
      if (call !== 'readMany' || phase === 'before') return
      // Replayed and mended, running again, and replayed but just ended.
      reconcile.put({ id: runId(1), createdAt: now - 3 * MINUTE, status: 'COMPLETED', retryCount: 1 })
      reconcile.put({ id: runId(2), createdAt: now - 3 * MINUTE, status: 'RUNNING' })
      reconcile.put({
        id: runId(3),
        createdAt: now - 3 * MINUTE,
        status: 'CANCELLED',
        finishedAt: reconcile.clock.now(),
      })
    })

    expect(reconcile.messages.map(({ runId: id, status }) => [id, status])).toEqual([[runId(1), 'COMPLETED']])
    expect(done).toMatchObject({ found: 1, isWhole: true, faults: [] })
    await nextTick(reconcile)
    expect(reconcile.told()).toEqual([runId(1), runId(3)])
  })

  it('newer than the row by another outcome do not make the row’s known', async () => {
    const reconcile = await world()
    const created = reconcile.clock.now() - 3 * MINUTE
    await nextTick(reconcile, ({ call, phase }) => {
      if (call !== 'readMany' || phase === 'before') return
      reconcile.put({ id: runId(1), createdAt: created, status: 'COMPLETED' })
    })
    // A list that shows what it showed before.
    reconcile.put({ id: runId(1), createdAt: created, status: 'FAILED' })
    await nextTick(reconcile)

    expect(reconcile.messages.filter((message) => message.runId === runId(1)).map(({ status }) => status)).toEqual([
      'COMPLETED',
      'FAILED',
    ])
  })

  it('are read four at once, and are told in their order', async () => {
    const reconcile = await world()
    for (let index = 0; index < 20; index++) {
      reconcile.put({ id: runId(100 + index), createdAt: reconcile.clock.now() - 2 * MINUTE + index * 1_000 })
    }
    let underWay = 0
    let most = 0
    await nextTick(reconcile, async ({ call, phase, runId: id = '' }) => {
      if (call !== 'details') return
      underWay += phase === 'before' ? 1 : -1
      most = Math.max(most, underWay)
      for (let turn = 0; turn < Number(id.slice(-1)); turn++) await null
    })

    expect(most).toBe(4)
    expect(reconcile.told()).toEqual([...IDS, ...Array.from({ length: 20 }, (_, index) => runId(100 + index))])
  })
})

describe('a short outage of details alone', () => {
  it('hides nothing of a long outage before it: the cursor stays until all of its window is told', async () => {
    const reconcile = await world()
    await reconcile.tick()
    const begin = reconcile.hatchet.now()
    for (let tick = 0; tick < 3; tick++) {
      reconcile.clock.advance(DAY)
      await nextTick(reconcile, failing(['list']))
    }
    reconcile.put({ id: runId(9), createdAt: begin + HOUR, status: 'COMPLETED' })
    await nextTick(reconcile, failing(['details']))
    await nextTick(reconcile)

    expect(reconcile.told()).toContain(runId(9))
  })
})

describe('one run whose details Hatchet fails to give, for ever,', () => {
  it('does not keep the others from being told', async () => {
    const reconcile = await world()
    const poison = failing(['details'], 'before', ({ runId: id }) =>
      id === runId(1) ? new HatchetError('unavailable', 'reading a run: HTTP 500') : undefined,
    )
    for (let tick = 0; tick < 5; tick++) await nextTick(reconcile, poison)

    expect(reconcile.told()).toEqual(IDS.slice(1))
  })
})
