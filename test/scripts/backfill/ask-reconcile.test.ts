import { describe, expect, it } from 'vitest'
import { createAskReconcile } from '../../../scripts/backfill/ask-reconcile.ts'
import type { Invoked } from '../../../scripts/lambda/invoke-function.ts'

const TURN = { checked: 1, told: 1, left: 0, unread: [], stopped: null, next: null }
const asking = (invoked: Invoked) => {
  const events: object[] = []
  const ask = createAskReconcile(async (event) => {
    events.push(event)
    return invoked
  })
  return { ask, events }
}

describe('asking reconcile', () => {
  it('asks for tenants and for turns, each by its event', async () => {
    const tenants = asking({ kind: 'answered', value: { tenants: ['a'], stopped: null } })
    const turns = asking({ kind: 'answered', value: TURN })

    expect(await tenants.ask.tenants()).toEqual({ ok: true, answer: { tenants: ['a'], stopped: null } })
    expect(await turns.ask.turn({ tenantId: 'a' })).toEqual({ ok: true, answer: TURN })
    expect([...tenants.events, ...turns.events]).toEqual([{ backfill: 'tenants' }, { backfill: { tenantId: 'a' } }])
  })

  it.each<[string, Invoked, object]>([
    [
      'died',
      { kind: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'SIGKILL' },
      { reason: 'function', detail: 'Runtime.ExitError: SIGKILL' },
    ],
    ['was not called', { kind: 'refused', words: 'TooManyRequestsException' }, { reason: 'aws' }],
    ['was not heard', { kind: 'lost', words: 'TimeoutError' }, { reason: 'lost', detail: 'TimeoutError' }],
  ])('tells why there is no answer of a function that %s', async (_, invoked, expected) => {
    expect(await asking(invoked).ask.turn({})).toMatchObject({ ok: false, ...expected })
  })

  it.each<[string, Invoked]>([
    ['ticks instead', { kind: 'answered', value: null }],
    ['answers something else', { kind: 'answered', value: { ...TURN, told: '1' } }],
    [
      'takes it for a tick',
      { kind: 'failed', errorType: 'TypeError', errorMessage: 'wrong event: schedule must be a name' },
    ],
  ])('gives up on a function of another version, which %s', async (_, invoked) => {
    await expect(asking(invoked).ask.turn({})).rejects.toThrow('deploy this one')
  })
})
