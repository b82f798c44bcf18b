import { stopSignal } from './stop-signal.ts'

/**
 * Does work that ends by itself, unless it is told to stop before.
 *
 * @param work - is to end soon once its signal says so; how it then ends says nothing
 * @returns the exit code: that of the work, or of the signal
 */
export const untilStopped = async (work: (signal: AbortSignal) => Promise<number>): Promise<number> => {
  const stopping = new AbortController()
  const stopped = stopSignal().then((code) => {
    stopping.abort()
    return code
  })
  try {
    const code = await work(stopping.signal)
    return stopping.signal.aborted ? stopped : code
  } catch (error) {
    if (stopping.signal.aborted) return stopped
    throw error
  }
}
