import type { Size } from './sizes.ts'

/** What the ratios are to stay within, by size of body. */
type BySize = Readonly<Record<Size, number>>

/** Our own time for an accepted run, to the floor. */
export const OWN_TIME_TO_FLOOR: BySize = { '1.5 KB': 4, '20 KB': 1.5, '200 KB': 1.15, '1 MB': 1.1 }

/** A bad signature, to the floor's own refusal. */
export const REFUSAL_TO_FLOOR: BySize = { '1.5 KB': 1.5, '20 KB': 1.5, '200 KB': 1.5, '1 MB': 1.5 }

/** An accepted run with the SDK's send, to the typical stack. */
export const WHOLE_TO_TYPICAL: BySize = { '1.5 KB': 0.8, '20 KB': 0.4, '200 KB': 0.2, '1 MB': 0.18 }

/**
 * The typical stack, to the same floor: middy with a body parser, standardwebhooks, zod, Powertools and the SDK, on the
 * same payloads. Measured once, apart from this benchmark; see docs/performance.md.
 */
export const TYPICAL_TO_FLOOR: BySize = {
  '1.5 KB': 448 / 12.4,
  '20 KB': 1_172 / 115,
  '200 KB': 8_149 / 1_194,
  '1 MB': 41_388 / 6_602,
}

/** What each further byte of body costs us, to what it costs the floor. */
export const GROWTH_TO_FLOOR = 1.1

/** Load and first call, with the first calls to AWS, of the deployed bundle, to the same code as a plain ES module. */
export const COLD_TO_ESM = 0.7

/** The deployed bundle of receive as it is, bytes. */
export const MAX_BUNDLE_BYTES = 290_000

/** The most memory of a cold start, bytes. */
export const MAX_RSS_BYTES = 70_000_000

/** Calls to the table and to one queue for one request, by what becomes of it. Reads of the secret are apart. */
export const CALLS_PER_REQUEST: Readonly<Record<string, number>> = {
  'webhook, forwarded': 3,
  'webhook, duplicate': 1,
  'webhook, ignored': 0,
  'webhook, refused, bad schema': 0,
  'webhook, refused, bad signature': 0,
}

/** Calls of one tick over 10,000 runs of which 100 are new, by an instance that knows none of them. */
export const CALLS_PER_COLD_TICK = { list: 50, details: 100, BatchGetItem: 100 } as const

/** The same, by an instance that knows all of them. */
export const CALLS_PER_WARM_TICK = { list: 50, details: 0, BatchGetItem: 0 } as const

/** What reconcile may use of memory: all that it has, bytes. */
export const MAX_POLL_RSS_BYTES = 1_024_000_000
