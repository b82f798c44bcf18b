import { isoTime } from '../../../lib/run/iso-time.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'

interface Trouble {
  readonly tenantId: string
  readonly reason: string
  readonly detail: string
}

/** Does Hatchet take the token of each tenant? The deployed function asks: it has the network, and the tokens as it reads them. */
export const hatchetTokensCheck: Check = {
  name: 'Hatchet tokens',
  limitMs: 90_000,
  needs: 'lambda:InvokeFunction on the function reconcile',
  run: async (world): Promise<Finding> => {
    const asked = await world.askReconcile.tenants()
    const stopped = asked.ok ? asked.answer.stopped : asked
    if (stopped !== null) {
      return { state: 'fail', words: `${stopped.reason}, ${stopped.detail}`, fixes: [fixOf(stopped.reason)] }
    }
    const tenantIds = asked.ok ? asked.answer.tenants : []
    if (tenantIds.length === 0) return { state: 'skipped', words: 'no tenant is polled' }
    const troubles: Trouble[] = []
    // One after the other: the function has few instances.
    for (const tenantId of tenantIds) troubles.push(...(await tryToken(tenantId, world)))
    const { length } = tenantIds
    if (troubles.length === 0)
      return { state: 'ok', words: `taken for ${length === 1 ? '1 tenant' : `${length} tenants`}` }
    return {
      state: 'fail',
      words: troubles.map(({ tenantId, reason, detail }) => `${tenantId}: ${reason}, ${detail}`).join('; '),
      fixes: [...new Set(troubles.map(({ reason }) => fixOf(reason)))],
    }
  },
}

/** Counts the runs of the last minute: the least that has Hatchet look at the token. Nothing is sent, and nothing recorded. */
const tryToken = async (tenantId: string, { askReconcile, now }: DoctorWorld): Promise<readonly Trouble[]> => {
  const [since, until] = [isoTime(now() - 60_000), isoTime(now())]
  const asked = await askReconcile.turn({ tenantId, since, until, dryRun: true })
  const stopped = asked.ok ? asked.answer.stopped : asked
  return stopped === null ? [] : [{ tenantId, reason: stopped.reason, detail: stopped.detail }]
}

const fixOf = (reason: string): string =>
  FIXES[reason] ?? `See docs/operations.md, "Polling: what its errors mean", ${reason}.`

const FIXES: Readonly<Record<string, string>> = {
  auth: 'Create a new token in Hatchet, and put it: docs/operations.md, "An expired Hatchet token".',
  secret: 'Correct the secret hatchet-tenants (README.md, "Without a webhook").',
  unavailable: 'Is Hatchet up? Can the function reach apiUrl: name, network, certificate (ca)?',
  throttled: 'Nothing at first; if it stays, ask whoever runs the proxy before Hatchet for its limit.',
  ledger: "Look at the table runs, the function's role and the key.",
  function: 'See the log of reconcile: docs/operations.md, "reconcile-errors".',
  aws: 'The function was not called: try again. Can AWS be reached, and has the function a free instance?',
  lost: 'Try again: nobody knows what the function did.',
}
