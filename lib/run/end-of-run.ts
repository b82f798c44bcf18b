/**
 * When a run ended, as far as is known: ms since 1970.
 *
 * @param run - times in ms since 1970; null where unset
 */
export const endOfRun = (run: {
  readonly createdAt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
}): number => run.finishedAt ?? run.startedAt ?? run.createdAt
