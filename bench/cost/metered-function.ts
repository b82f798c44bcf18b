import { findCall } from '../../local/hatchet/find-call.ts'
import type { Hatchet } from '../../local/hatchet/hatchet.ts'
import type { Invocation } from '../calls/function-process.ts'
import type { MeteredAws } from './start-metered-aws.ts'
import type { UsageRow } from './usage.ts'

/** An instance of a function, and what its invocations use. */
export interface MeteredFunction {
  /**
   * Invokes it with one event after another, and adds up what that used.
   *
   * @throws if it refuses one
   */
  measure(what: string, events: readonly object[]): Promise<UsageRow>
}

export const meteredFunction = (
  invoke: (event: object) => Promise<Invocation>,
  { calls, units }: MeteredAws,
  { requests }: Hatchet,
): MeteredFunction => ({
  measure: async (what, events) => {
    const before = { calls: calls.length, requests: requests.length, ...units }
    const log = { logLines: 0, logBytes: 0 }
    for (const event of events) {
      const { logLines, logBytes, statusCode, givenBack } = await invoke(event)
      if (givenBack > 0 || Number(statusCode) >= 400) throw new Error(`${what}: refused`)
      log.logLines += logLines
      log.logBytes += logBytes
    }
    const asked = requests.slice(before.requests).map(({ method, path }) => findCall(method, path)?.on ?? path)
    const made = Map.groupBy([...asked, ...calls.slice(before.calls)], (name) => name)
    const usage = {
      calls: Object.fromEntries(Array.from(made, ([name, each]) => [name, each.length])),
      readUnits: units.read - before.read,
      writeUnits: units.write - before.write,
      ...log,
    }
    return { what, times: events.length, usage }
  },
})
