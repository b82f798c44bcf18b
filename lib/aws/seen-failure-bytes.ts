/** A failure that an incident remembers: 8 bytes of its outcome's id, and 4 for the second of its arrival. */
export const SEEN_FAILURE_BYTES = 12
