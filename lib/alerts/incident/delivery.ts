/** How an attempt to tell a sink ended. */
export type Delivery =
  /** It was told, or will never be: nothing is left to do. */
  | { readonly type: 'told' }
  /** It could not be told now; again at that time, ms since 1970. */
  | { readonly type: 'failed'; readonly tryAt: number }
  /** Nothing was sent: again at that time, ms since 1970. The sink is failing, or the minute is full. */
  | { readonly type: 'deferred'; readonly tryAt: number; readonly isFailing: boolean }
