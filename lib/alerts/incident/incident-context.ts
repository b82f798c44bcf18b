import type { Route } from '../policy/alert-policy.ts'

/** What an incident is judged by. */
export interface IncidentContext {
  /** Its route; null where the policy has none of that name any more. */
  readonly route: Route | null
  /** Every sink of the policy; true for those that are told of failures that are over already. */
  readonly sinks: ReadonlyMap<string, { readonly takesRecovered: boolean }>
  /** Until when notifications are held back; null if they are not. */
  readonly silencedUntil: number | null
  /** Milliseconds since 1970. */
  readonly now: number
  /** Who is to tell what is due; null where nobody will now. */
  readonly claimant: string | null
}
