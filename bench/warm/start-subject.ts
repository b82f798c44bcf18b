import { startChild } from '../start-child.ts'
import type { SubjectOrder } from './subject-process.ts'

/** A subject that is warm, in a process of its own. */
export interface RunningSubject {
  /** Takes a turn, and tells what a request takes, µs. */
  turn(): Promise<number>
  stop(): void
}

/** @param program - the bundle of `subject-process.ts` */
export const startSubject = async (
  program: string,
  order: SubjectOrder,
  signal: AbortSignal,
): Promise<RunningSubject> => {
  const { ask, stop } = await startChild(program, JSON.stringify(order), { signal })
  return { turn: async () => Number(await ask('turn')), stop }
}
