import { parseHttpDate } from '../http/parse-http-date.ts'

/** Hatchet's clock, as its answers tell it. */
export interface HatchetClock {
  /** Milliseconds since 1970. Up to a second behind, as an HTTP date has no fraction: what is settled by it is settled. */
  now(): number
  /** Sets the clock by the Date header of an answer that has just come. One that is none leaves it as it was. */
  learn(date: string | undefined): void
}

/** @param now - our own clock, ms since 1970: Hatchet's too, until an answer tells another */
export const createHatchetClock = (now: () => number): HatchetClock => {
  let offsetMs = 0
  return {
    now: () => now() + offsetMs,
    learn: (date) => {
      const theirs = parseHttpDate(date)
      if (theirs !== undefined) offsetMs = theirs - now()
    },
  }
}
