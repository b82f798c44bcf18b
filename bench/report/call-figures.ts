import type { CallRow } from '../calls/call-row.ts'
import { CALLS_PER_REQUEST } from '../targets.ts'
import type { Figure } from './figure.ts'

/** The figures of what requests cost in calls: rows without a target have none. */
export const callFigures = (rows: readonly CallRow[]): Figure[] =>
  rows.flatMap(({ what, times, calls }) => {
    const target = CALLS_PER_REQUEST[what]
    if (target === undefined) return []
    const { GetSecretValue = 0, ...others } = calls
    const value = Object.values(others).reduce((sum, count) => sum + count, 0) / times
    return [
      {
        what: `${what}, calls`,
        measured: `${value}`,
        against: `reads of the secret ${GetSecretValue / times}`,
        value,
        target,
      },
    ]
  })
