import { pause } from '../pause.ts'

/** Something that was started, and has to be stopped. */
interface Stoppable {
  stop(): Promise<void>
}

/** How long a start that is to be undone is waited for, ms. */
const UNDO_PATIENCE_MS = 3_000

/**
 * Waits until something is prepared, and then started. If it is to be stopped before that, undoes it: Ctrl-C reaches the
 * processes that a start needs as well, so how it then fails, or that it never ends, says nothing.
 *
 * @param start - not called any more once it is to be stopped
 * @returns null if it was stopped
 */
export const unlessStopped = async <T extends Stoppable>(
  preparing: Promise<unknown>,
  start: () => Promise<T>,
  stopped: Promise<unknown>,
): Promise<T | null> => {
  let isStopped = false
  const stopping = stopped.then(() => {
    isStopped = true
  })
  const starting = preparing.then(() => (isStopped ? null : start()))
  try {
    const started = await Promise.race([starting, stopping])
    if (started && !isStopped) return started
  } catch (error) {
    // A signal that has just come is told in the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve))
    if (!isStopped) throw error
  }
  const undone = new AbortController()
  const undo = starting.then(
    (started) => started?.stop(),
    () => {},
  )
  void undo.finally(() => undone.abort())
  await pause(UNDO_PATIENCE_MS, undone.signal)
  return null
}
