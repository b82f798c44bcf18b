/** Something that was started, and has to be stopped. */
interface Stoppable {
  stop(): Promise<void>
}

/**
 * Waits until something is started. If it is to be stopped before that, undoes it: Ctrl-C reaches the processes that a
 * start needs as well, so how it then fails says nothing.
 *
 * @returns null if it was stopped
 */
export const unlessStopped = async <T extends Stoppable>(
  starting: Promise<T>,
  stopped: Promise<unknown>,
): Promise<T | null> => {
  let isStopped = false
  void stopped.then(() => {
    isStopped = true
  })
  try {
    const started = await starting
    if (!isStopped) return started
    await started.stop()
    return null
  } catch (error) {
    // A signal that has just come is told in the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve))
    if (isStopped) return null
    throw error
  }
}
