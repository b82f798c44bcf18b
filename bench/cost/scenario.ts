/** A month of runs. */
export interface Scenario {
  readonly entrance: 'webhook' | 'poll'
  readonly pace: 'even' | 'bursty'
  readonly workflows: number
  /** Of the runs, how many fail. */
  readonly failing: number
  readonly failuresPerIncident: number
  /** How long an incident remembers a failure, and how often a good run is noted at most, ms. */
  readonly rememberedMs: number
  readonly noteMs: number
  /** How much longer than assumed AWS and Hatchet take to answer. */
  readonly slowness: number
}
