/** How far one schedule has read the runs of one tenant. All times are Hatchet's, ms since 1970. */
export interface Cursor {
  /** The end of the last window that was read whole; null before the first. */
  readonly readUntil: number | null
  /** The window whose newer part was read when time ran short; null where none was left. */
  readonly unread: UnreadWindow | null
  /** Since when runs that could not be read hold `readUntil` back; absent where none do. */
  readonly heldSince?: number
  /** When the oldest of these was created, while the window is read in parts. */
  readonly heldFrom?: number
}

/** What is left of a window that is read newest first. */
export interface UnreadWindow {
  readonly since: number
  /** The creation time of the last row that was read, as Hatchet wrote it. */
  readonly until: string
  /** How many rows from there on were read, where many have the same creation time. */
  readonly offset: number
  /** Where the window ended when it was whole. */
  readonly end: number
}
