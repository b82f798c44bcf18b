import { ALERT_INVARIANTS } from './alert-invariants.ts'
import type { PlayedAlertStory } from './play-alert-story.ts'

/** What is wrong with a story, by the invariant that it breaks. */
export const problemsOfStory = (played: PlayedAlertStory): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(ALERT_INVARIANTS)
      .map(([name, problems]): [string, readonly string[]] => [name, problems(played)])
      .filter(([, problems]) => problems.length > 0),
  )
