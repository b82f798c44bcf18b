import { endOfRun } from '../run/end-of-run.ts'
import { parseTime } from '../run/parse-time.ts'
import type { RunRow } from './run-row.ts'

/** When the run of a row ended, as far as the row tells: ms since 1970. */
export const endOfRow = ({ createdAt, startedAt, finishedAt }: RunRow): number =>
  endOfRun({ createdAt: parseTime(createdAt) ?? 0, startedAt, finishedAt })
