import type { ToldMessage } from '../sinks/told-message.ts'
import type { Drained } from './drain.ts'
import type { MemoryTrend } from './memory-trends.ts'
import type { SoakRecord } from './soak-record.ts'

/** All that is known at the end of a soak. */
export interface Soaked {
  readonly record: SoakRecord
  readonly drained: Drained
  /** Every message that reached people. */
  readonly told: readonly ToldMessage[]
  readonly trends: readonly MemoryTrend[]
}
