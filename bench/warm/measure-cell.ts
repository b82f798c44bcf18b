import type { Effort } from '../effort.ts'
import { median } from '../median.ts'
import type { RequestKind } from '../request-kinds.ts'
import type { Size } from '../sizes.ts'
import { type RunningSubject, startSubject } from './start-subject.ts'
import { SUBJECTS } from './subjects.ts'

/** What one request of a kind and size takes, µs, medians over the rounds. */
export interface Cell {
  readonly kind: RequestKind
  readonly size: Size
  readonly floorUs: number
  readonly ownUs: number
  /** With the SDK's send; NaN for what is refused: that calls nothing, and its whole is our own time. */
  readonly sendUs: number
  /** With the SDK's send, and the ledger's read and write by the SDK; NaN like `sendUs`. */
  readonly ledgerUs: number
}

/**
 * Measures one kind and size of request: the subjects take turns.
 *
 * @param program - the bundle of `subject-process.ts`
 */
export const measureCell = async (
  program: string,
  kind: RequestKind,
  size: Size,
  effort: Effort,
  signal: AbortSignal,
): Promise<Cell> => {
  const names = SUBJECTS.filter((name) => kind === 'accepted' || name === 'floor' || name === 'own')
  const running: RunningSubject[] = []
  try {
    for (const name of names) running.push(await startSubject(program, { name, kind, size, effort }, signal))
    const taken: number[][] = names.map(() => [])
    for (let round = 0; round < effort.warmRounds; round++) {
      for (const [index, subject] of running.entries()) taken[index]?.push(await subject.turn())
    }
    const [floorUs = Number.NaN, ownUs = Number.NaN, sendUs = Number.NaN, ledgerUs = Number.NaN] = taken.map(median)
    return { kind, size, floorUs, ownUs, sendUs, ledgerUs }
  } finally {
    for (const subject of running) subject.stop()
  }
}
