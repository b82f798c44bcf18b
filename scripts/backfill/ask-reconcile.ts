import * as v from 'valibot'
import type { BackfillTenants } from '../../lib/reconcile/backfill-tenants.ts'
import type { BackfillTurn } from '../../lib/reconcile/backfill-turn.ts'
import type { Invoked } from '../lambda/invoke-function.ts'
import { OperatorError } from '../operator/operator-error.ts'

/** An answer of the function, or why there is none. */
export type Asked<TAnswer> =
  | { readonly ok: true; readonly answer: TAnswer }
  | { readonly ok: false; readonly reason: 'function' | 'aws' | 'lost'; readonly detail: string }

/** The two questions of a backfill. Both throw where a repeat would not mend it. */
export interface AskReconcile {
  tenants(): Promise<Asked<BackfillTenants>>
  turn(question: object): Promise<Asked<BackfillTurn>>
}

const Reason = v.picklist(['auth', 'throttled', 'unavailable', 'too-large', 'answer', 'ledger', 'queue', 'secret'])
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Stopped = v.nullable(v.object({ reason: Reason, detail: v.string() }))

const TenantsSchema = v.object({ tenants: v.array(v.string()), stopped: Stopped })
const TurnSchema = v.object({
  checked: Count,
  told: Count,
  left: Count,
  unread: v.array(v.object({ reason: Reason, detail: v.string(), count: Count })),
  stopped: Stopped,
  next: v.nullable(v.object({ since: v.string(), until: v.string(), offset: Count, after: v.nullable(v.string()) })),
})

const OTHER_VERSION =
  'the function that is deployed is of another version, and does not know this backfill: deploy this one'

/** @param invoke - calls the function `reconcile` once */
export const createAskReconcile = (invoke: (event: object) => Promise<Invoked>): AskReconcile => {
  const ask = async <T>(schema: v.GenericSchema<unknown, T>, backfill: unknown): Promise<Asked<T>> => {
    const invoked = await invoke({ backfill })
    switch (invoked.kind) {
      case 'answered': {
        const parsed = v.safeParse(schema, invoked.value)
        if (!parsed.success) throw new OperatorError(OTHER_VERSION)
        return { ok: true, answer: parsed.output }
      }
      case 'failed':
        if (invoked.errorMessage.startsWith('wrong event')) throw new OperatorError(OTHER_VERSION)
        return {
          ok: false,
          reason: 'function',
          detail: [invoked.errorType, invoked.errorMessage].filter((text) => text !== '').join(': '),
        }
      case 'refused':
        return { ok: false, reason: 'aws', detail: invoked.words }
      case 'lost':
        return { ok: false, reason: 'lost', detail: invoked.words }
    }
  }
  return { tenants: () => ask(TenantsSchema, 'tenants'), turn: (question) => ask(TurnSchema, question) }
}
