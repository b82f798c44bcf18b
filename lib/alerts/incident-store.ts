import type { IncidentItem, IncidentKey } from './incident/incident-item.ts'

/** Where incidents are kept. */
export interface IncidentStore {
  /**
   * Reads an item as it is now.
   *
   * @returns null where there is none
   * @throws StoreError
   */
  read(key: IncidentKey, signal: AbortSignal): Promise<IncidentItem | null>
  /**
   * Stores an item under the next version, if it is still the one that was read.
   *
   * @returns the item as it is stored; null where another was first
   * @throws StoreError
   */
  write(item: IncidentItem, now: number, signal: AbortSignal): Promise<IncidentItem | null>
  /**
   * Keys of items with something to do, the longest overdue first. They may be out of date: read the items.
   *
   * @throws StoreError
   */
  due(now: number, limit: number, signal: AbortSignal): Promise<readonly IncidentKey[]>
  /**
   * How many items have something to do, now or later: open incidents, and others that are not told yet.
   *
   * @throws StoreError
   */
  countPending(signal: AbortSignal): Promise<number>
}
