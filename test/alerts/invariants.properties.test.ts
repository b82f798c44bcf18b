import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertStory, type StoryOptions } from '../support/alerts/alert-story.ts'
import { playAlertStory } from '../support/alerts/play-alert-story.ts'
import { problemsOfStory } from '../support/alerts/problems-of-story.ts'
import { RUNS_FACTOR } from '../support/runs-factor.ts'

describe('the invariants of alerts hold over consumers and sweeps at once, duplicates and any order', () => {
  it.each<[string, StoryOptions, number]>([
    ['while nothing goes wrong', { hasFaults: false, hasSilences: false, hasOutages: false }, 600],
    ['with silences', { hasFaults: false, hasSilences: true, hasOutages: false }, 600],
    ['while sinks are down or lose their answers', { hasFaults: false, hasSilences: false, hasOutages: true }, 1_000],
  ])('%s', { timeout: 40_000 * RUNS_FACTOR }, async (_, options, numRuns) => {
    await fc.assert(
      fc.asyncProperty(alertStory(options), async (story) => {
        expect(problemsOfStory(await playAlertStory(story))).toEqual({})
      }),
      { numRuns: numRuns * RUNS_FACTOR },
    )
  })
})
