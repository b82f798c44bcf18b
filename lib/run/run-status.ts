/** Every status Hatchet gives a run. */
export const RUN_STATUSES = ['QUEUED', 'RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED'] as const

/** The statuses of a run that has ended. Status alone decides: a RUNNING DAG has a `finishedAt` too. */
export const TERMINAL_STATUSES = ['COMPLETED', 'FAILED', 'CANCELLED'] as const

export type RunStatus = (typeof RUN_STATUSES)[number]
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number]
