/** Lets one of those who wait go on at a time, in an order that a test chooses. */
export interface Turns {
  /** Waits for a turn; goes on at once while nothing runs under {@link Turns.run}. */
  wait(): Promise<void>
  /** Gives turns until all of these have come to an end, or nobody waits any more. */
  run(works: readonly Promise<unknown>[]): Promise<void>
}

/** @param choices - who goes on next, as a number of those that wait; over and over, none for always the first */
export const createTurns = (choices: readonly number[]): Turns => {
  const waiting: (() => void)[] = []
  let isRunning = false
  let taken = 0
  const next = (): void => {
    const choice = choices.length === 0 ? 0 : (choices[taken % choices.length] ?? 0)
    taken += 1
    const [chosen] = waiting.splice(choice % waiting.length, 1)
    chosen?.()
  }
  return {
    wait: async () => {
      if (isRunning) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    run: async (works) => {
      isRunning = true
      let left = works.length
      for (const work of works) {
        const isOver = () => {
          left -= 1
        }
        work.then(isOver, isOver)
      }
      // Everything between two turns has happened once the event loop comes round.
      for (await comeRound(); left > 0 && waiting.length > 0; await comeRound()) next()
      isRunning = false
    },
  }
}

const comeRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
