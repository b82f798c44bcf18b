/** How often everything is measured. */
export interface Effort {
  /** How long each warm subject runs before its turns, ms: the compiler needs a while to be done with the SDK. */
  readonly warmUpMs: number
  /** Requests after which it is warm even earlier. */
  readonly warmUpRequests: number
  /** Turns of each warm subject. */
  readonly warmRounds: number
  /** Fresh processes per bundle. */
  readonly coldRounds: number
}

export const FULL: Effort = { warmUpMs: 3_000, warmUpRequests: 10_000, warmRounds: 31, coldRounds: 31 }

/** Enough to see a large change, too little to judge by. */
export const QUICK: Effort = { warmUpMs: 500, warmUpRequests: 2_000, warmRounds: 5, coldRounds: 5 }
