import { fork } from 'node:child_process'
import { once } from 'node:events'
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
  // The log lines go to where they cost least.
  const child = fork(program, [JSON.stringify(order)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    signal,
    killSignal: 'SIGKILL',
  })
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the process of ${JSON.stringify(order)} ended with ${code}`)))
  })
  // It also ends when it is stopped, and then nobody waits for it.
  failed.catch(() => {})
  const message = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), failed]))[0]
  await message()
  return {
    turn: async () => {
      child.send('turn')
      return Number(await message())
    },
    stop: () => child.kill('SIGKILL'),
  }
}
