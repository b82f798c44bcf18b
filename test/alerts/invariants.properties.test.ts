import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALERT_INVARIANTS } from '../support/alerts/alert-invariants.ts'
import { alertStory, type StoryOptions } from '../support/alerts/alert-story.ts'
import { type PlayedAlertStory, playAlertStory } from '../support/alerts/play-alert-story.ts'

/** What is wrong with a story, by the invariant that it breaks. */
const problemsOf = (played: PlayedAlertStory): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(ALERT_INVARIANTS)
      .map(([name, problems]): [string, readonly string[]] => [name, problems(played)])
      .filter(([, problems]) => problems.length > 0),
  )

describe('the invariants of alerts hold over consumers and sweeps at once, duplicates and any order', () => {
  it.each<[string, StoryOptions, number]>([
    ['while nothing goes wrong', { hasFaults: false, hasSilences: false, hasOutages: false }, 2_000],
    ['with silences', { hasFaults: false, hasSilences: true, hasOutages: false }, 1_500],
    ['while sinks are down or lose their answers', { hasFaults: false, hasSilences: false, hasOutages: true }, 2_000],
    ['while functions die and the store fails', { hasFaults: true, hasSilences: false, hasOutages: false }, 2_500],
    ['while everything goes wrong', { hasFaults: true, hasSilences: true, hasOutages: true }, 2_500],
  ])('%s', { timeout: 40_000 }, async (_, options, numRuns) => {
    await fc.assert(
      fc.asyncProperty(alertStory(options), async (story) => {
        expect(problemsOf(await playAlertStory(story))).toEqual({})
      }),
      { numRuns },
    )
  })
})
