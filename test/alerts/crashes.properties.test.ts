import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertStory, type StoryOptions } from '../support/alerts/alert-story.ts'
import { playAlertStory } from '../support/alerts/play-alert-story.ts'
import { problemsOfStory } from '../support/alerts/problems-of-story.ts'
import { RUNS_FACTOR } from '../support/runs-factor.ts'

// Broken guards showed within 800 stories on average with one trouble at a time, and within 1,500 with all at once.
describe('the invariants of alerts hold over crashes between any two calls, lost answers and slow senders', () => {
  it.each<[string, StoryOptions, number]>([
    ['while functions die and the store fails', { hasFaults: true, hasSilences: false, hasOutages: false }, 2_000],
    ['while everything goes wrong', { hasFaults: true, hasSilences: true, hasOutages: true }, 800],
  ])('%s', { timeout: 40_000 * RUNS_FACTOR }, async (_, options, numRuns) => {
    await fc.assert(
      fc.asyncProperty(alertStory(options), async (story) => {
        expect(problemsOfStory(await playAlertStory(story))).toEqual({})
      }),
      { numRuns: numRuns * RUNS_FACTOR },
    )
  })
})
