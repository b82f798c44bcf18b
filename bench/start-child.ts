import { fork } from 'node:child_process'
import { once } from 'node:events'

/** A Node process that answers one message at a time. */
export interface Child {
  ask(message: string | object): Promise<unknown>
  stop(): void
}

export interface ChildOptions {
  /** That of this process if absent. */
  readonly env?: Readonly<Record<string, string>>
  /** Options of Node itself. */
  readonly execArgv?: readonly string[]
  readonly signal: AbortSignal
}

/**
 * Starts a program, and waits for its first message. What it writes to standard output goes to where it costs least.
 *
 * @param argument - the program's only one
 */
export const startChild = async (
  program: string,
  argument: string,
  { env, execArgv = [], signal }: ChildOptions,
): Promise<Child> => {
  const child = fork(program, [argument], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    ...(env && { env }),
    execArgv: [...execArgv],
    signal,
    killSignal: 'SIGKILL',
  })
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the process of ${argument} ended with ${code}`)))
  })
  // It also ends when it is stopped, and then nobody waits for it.
  failed.catch(() => {})
  const message = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), failed]))[0]
  await message()
  return {
    ask: (question) => {
      const answer = message()
      child.send(question)
      return answer
    },
    stop: () => child.kill('SIGKILL'),
  }
}
