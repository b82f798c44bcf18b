import { countOf } from '../../../lib/alerts/notification/count-of.ts'
import { isoTime } from '../../../lib/run/iso-time.ts'
import { logOf } from '../../operator/log-of.ts'
import { ASK_LIMIT_MS } from '../ask-limit-ms.ts'
import type { Check } from '../check.ts'
import type { DoctorWorld } from '../doctor-world.ts'
import type { Finding } from '../finding.ts'
import { NotChecked } from '../not-checked.ts'

/** How long tenants are asked one after the other, ms. */
const PATIENCE_MS = 60_000

interface Trouble {
  readonly tenantId: string
  readonly reason: string
  readonly detail: string
}

/** Does Hatchet take the token of each tenant? The deployed function asks: it has the network, and the tokens as it reads them. */
export const hatchetTokensCheck: Check = {
  name: 'Hatchet tokens',
  // The last one may be asked when patience ends.
  limitMs: PATIENCE_MS + ASK_LIMIT_MS + 5_000,
  needs: 'lambda:InvokeFunction on the function reconcile',
  missing: 'functions',
  run: async (world): Promise<Finding> => {
    const asked = await world.askReconcile.tenants()
    if (!asked.ok && asked.reason !== 'function' && (await world.isOutOfReach())) throw new NotChecked('see stack')
    const stopped = asked.ok ? asked.answer.stopped : asked
    if (stopped !== null) {
      return { state: 'fail', words: `${stopped.reason}, ${stopped.detail}`, fixes: fixesOf(stopped.reason, world) }
    }
    const tenantIds = asked.ok ? asked.answer.tenants : []
    if (tenantIds.length === 0) return { state: 'skipped', words: 'no tenant is polled' }
    return askAll(tenantIds, world)
  },
}

/** One tenant after the other: the function has few instances. */
const askAll = async (tenantIds: readonly string[], world: DoctorWorld): Promise<Finding> => {
  const enough = world.now() + PATIENCE_MS
  const troubles: Trouble[] = []
  let asked = 0
  for (const tenantId of tenantIds) {
    if (world.now() > enough) break
    troubles.push(...(await tryToken(tenantId, world)))
    asked += 1
  }
  const rest = asked < tenantIds.length ? [`${tenantIds.length - asked} more were not asked: time was up`] : []
  if (troubles.length === 0) {
    const words = [`taken for ${countOf(asked, 'tenant')}`, ...rest].join('; ')
    return rest.length === 0 ? { state: 'ok', words } : { state: 'warn', words, fixes: [SLOW] }
  }
  const words = troubles.map(({ tenantId, reason, detail }) => `${tenantId}: ${reason}, ${detail}`)
  const fixes = [...new Set(troubles.flatMap(({ reason }) => fixesOf(reason, world)))]
  return { state: 'fail', words: [...words, ...rest].join('; '), fixes }
}

/** Counts the runs of the last minute: the least that has Hatchet look at the token. Nothing is sent, and nothing recorded. */
const tryToken = async (tenantId: string, { askReconcile, now }: DoctorWorld): Promise<readonly Trouble[]> => {
  const [since, until] = [isoTime(now() - 60_000), isoTime(now())]
  const asked = await askReconcile.turn({ tenantId, since, until, dryRun: true })
  const stopped = asked.ok ? asked.answer.stopped : asked
  return stopped === null ? [] : [{ tenantId, reason: stopped.reason, detail: stopped.detail }]
}

const fixesOf = (reason: string, { deployment }: DoctorWorld): readonly string[] => {
  const fix = FIXES[reason] ?? `See docs/operations.md, "Polling: what its errors mean", ${reason}.`
  const isOfFunction = reason === 'function' || reason === 'lost'
  return isOfFunction ? [fix, `Its log: ${logOf(deployment.functionNamed('reconcile'))}`] : [fix]
}

const SLOW = 'Hatchet is slow to answer: is it well?'
const FIXES: Readonly<Record<string, string>> = {
  auth: 'Create a new token in Hatchet, and put it: docs/operations.md, "An expired Hatchet token".',
  secret: "See tenants secret. If that is ok, the function's role may not read it, or not use the key.",
  unavailable: 'Is Hatchet up? Can the function reach apiUrl: name, network, certificate (ca)?',
  throttled: 'Nothing at first; if it stays, ask whoever runs the proxy before Hatchet for its limit.',
  ledger: "See tables; look at the function's role and the key.",
  function: 'It died: docs/operations.md, "reconcile-errors".',
  aws: 'The function was not called: try again. Can AWS be reached, and has the function a free instance?',
  lost: 'The function did not answer in time: try again. If it stays so, its log says why; if that waits for Hatchet: is it well?',
}
