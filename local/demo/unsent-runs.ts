/** Recorded runs that no hook is ever called for, so that nobody sends them: cancelled, or never started in time. */
export const UNSENT_RUNS: readonly string[] = ['cancel-queued.final', 'cancel-running.final', 'sched-timeout.final']
