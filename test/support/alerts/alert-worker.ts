import { StoreError } from '../../../lib/errors.ts'
import type { FakeClock } from '../fake-clock.ts'
import { LostRace, type PassStep } from './alert-step.ts'
import type { Turns } from './turns.ts'

/**
 * What goes wrong for a worker. `dies before` and `dies after`: its process ends at that call, before or after the effect.
 * `freezes`: the next answer of a sink comes much
 * later, when it may send no more. `no effect`, `no answer`: the call fails before or after its effect. `second`: as `no
 * answer`, and a write is said to have been second.
 */
type WorkerFault = 'dies before' | 'dies after' | 'freezes' | 'no effect' | 'no answer' | 'second'

export interface WorkerFaultStory {
  /** At its n-th call, from 1. */
  readonly at: number
  readonly fault: WorkerFault
}

/** A function at work: all its calls take turns with those of others, and something may go wrong at one of them. */
export interface AlertWorker {
  readonly id: string
  readonly pass: PassStep
  /** Whether something went wrong. */
  hasFailed(): boolean
  isFrozen(): boolean
  isDead(): boolean
  /** Lets a frozen worker go on. */
  thaw(): void
}

export const createAlertWorker = (
  id: string,
  story: WorkerFaultStory | null,
  turns: Turns,
  clock: FakeClock,
): AlertWorker => {
  let steps = 0
  let [hasFailed, isDead, isFreezing, isLate] = [false, false, false, false]
  let thaw: (() => void) | null = null
  const die = (): Promise<never> => {
    isDead = true
    return new Promise(() => {})
  }
  const pass: PassStep = async ({ call }, effect) => {
    await turns.wait()
    if (isDead || (isLate && call === 'send')) return die()
    clock.advance(1)
    steps += 1
    const fault = story?.at === steps ? story.fault : null
    hasFailed ||= fault !== null
    if (fault === 'dies before') return die()
    if (fault === 'no effect') throw new StoreError(`${call}: no effect`)
    isFreezing ||= fault === 'freezes'
    const value = await effect()
    if (isFreezing && call === 'send') {
      isFreezing = false
      await new Promise<void>((resolve) => {
        thaw = resolve
      })
      thaw = null
      isLate = true
      await turns.wait()
    }
    if (fault === 'dies after') return die()
    if (fault === 'second' && call === 'write') throw new LostRace()
    if (fault === 'no answer' || fault === 'second') throw new StoreError(`${call}: no answer`)
    return value
  }
  return {
    id,
    pass,
    hasFailed: () => hasFailed,
    isFrozen: () => thaw !== null,
    isDead: () => isDead,
    thaw: () => thaw?.(),
  }
}
