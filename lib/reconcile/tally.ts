import type { ReconcileFault, TenantTick } from './tenant-tick.ts'

/** Counts what a tick does for one tenant, so that it is known even where the tick breaks off. */
export interface Tally {
  addChecked(count: number): void
  addFound(): void
  addFault(reason: ReconcileFault, detail: string, count?: number): void
  setWhole(): void
  result(): TenantTick
}

export const createTally = (tenantId: string): Tally => {
  const faults = new Map<ReconcileFault, { detail: string; count: number }>()
  let checked = 0
  let found = 0
  let isWhole = false
  return {
    addChecked: (count) => {
      checked += count
    },
    addFound: () => {
      found += 1
    },
    addFault: (reason, detail, count = 1) => {
      const known = faults.get(reason)
      if (known === undefined) faults.set(reason, { detail, count })
      else known.count += count
    },
    setWhole: () => {
      isWhole = true
    },
    result: () => ({
      tenantId,
      checked,
      found,
      isWhole,
      faults: Array.from(faults, ([reason, fault]) => ({ reason, ...fault })),
    }),
  }
}
