import type { Cursor } from './cursor.ts'

/** Where the reading of each tenant has come to. */
export interface Cursors {
  /**
   * When the first tick of a tenant was: runs that ended before it are not told.
   *
   * @param now - stored if this is the first: Hatchet's time, ms since 1970
   * @throws LedgerError
   */
  firstTick(tenantId: string, now: number, signal: AbortSignal): Promise<number>
  /**
   * The same, but stores nothing.
   *
   * @returns null before it
   * @throws LedgerError
   */
  readFirstTick(tenantId: string, signal: AbortSignal): Promise<number | null>
  /**
   * @returns null before a schedule's first tick
   * @throws LedgerError
   */
  read(tenantId: string, schedule: string, signal: AbortSignal): Promise<Cursor | null>
  /** @throws LedgerError */
  store(tenantId: string, schedule: string, cursor: Cursor, signal: AbortSignal): Promise<void>
}
