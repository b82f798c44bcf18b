import { MAX_SEEN_FAILURES } from '../../lib/alerts/limits.ts'

/** How many failures of a workflow its incident remembers when something is measured: none, some, as many as it keeps. */
export const HISTORIES = [0, 10, 70, MAX_SEEN_FAILURES] as const
