import type { Check } from './check.ts'
import type { Soaked } from './soaked.ts'

/** Growth that is no leak yet: of a function, MB a minute, and of the local cloud, which keeps the ledger of every run, KB a run. */
const MAX_FUNCTION_GROWTH_MB = 2
const MAX_KEPT_KB_PER_RUN = 60

/** What must hold of the memory of processes, where they were watched for long enough. */
export const checkMemory = ({ trends, record }: Soaked, playedMs: number): readonly Check[] => {
  const runsPerMinute = (record.arrived.size / playedMs) * 60_000
  return trends.map(({ name, mbPerMinute }) => {
    const isCloud = name === 'local cloud'
    const most = isCloud ? (runsPerMinute * MAX_KEPT_KB_PER_RUN) / 1_024 : MAX_FUNCTION_GROWTH_MB
    const isTooMuch = mbPerMinute !== null && mbPerMinute > most
    return {
      title: `the memory of ${isCloud ? 'the local cloud grows by its tables alone' : `${name} does not grow`}`,
      found: mbPerMinute === null ? 'not watched for long enough' : `${mbPerMinute.toFixed(2)} MB a minute`,
      faults: isTooMuch ? [`${name} grew by ${mbPerMinute.toFixed(2)} MB a minute, more than ${most.toFixed(1)}`] : [],
    }
  })
}
