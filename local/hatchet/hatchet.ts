import type { LoopbackServer } from '../http/listen-on-loopback.ts'
import type { Fault } from './fault.ts'
import type { HatchetModel } from './hatchet-model.ts'

/** A request that came to a local Hatchet's REST API. */
export interface HatchetRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** null as long as it has no answer. */
  readonly status: number | null
}

/** A Hatchet on loopback that can be told what it knows, how late it is, and how it fails. */
export interface Hatchet extends LoopbackServer {
  readonly model: HatchetModel
  /** Every request so far, those under `/local/` aside, in the order in which they came. */
  readonly requests: readonly HatchetRequest[]
  /** Fails the next requests that a fault is for. @returns ends the fault before its time */
  fail(fault: Fault): () => void
  /** Makes a token one that Hatchet does not know. */
  revoke(token: string): void
  /** Its clock, ms since 1970: what the `Date` header of every answer says, to the second. */
  now(): number
  /** Moves its clock. */
  advance(ms: number): void
}
