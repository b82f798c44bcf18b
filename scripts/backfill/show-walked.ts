import { colour } from '../../local/terminal/colour.ts'
import { table } from '../../local/terminal/table.ts'
import { type GivenOptions, resumeCommand } from './resume-command.ts'
import type { Walked, WalkedTenant } from './walked.ts'

/** What a backfill has done, and how to go on where it is not all: lines for people. */
export const showWalked = ({ tenants, stoppedAt }: Walked, given: GivenOptions): string[] => {
  const isDryRun = given['dry-run']
  const all = [...tenants]
  const heading = ['tenant', 'ended runs', isDryRun ? 'to tell' : 'told now', 'told before', 'left to polls', 'unread']
  const rows = all.map(([tenantId, walked]) => [
    tenantId,
    ...countsOf(walked).map((count) => count.toLocaleString('en')),
  ])
  const told = all.reduce((sum, [, walked]) => sum + walked.told, 0)
  const summaries = `${told.toLocaleString('en')} ${told === 1 ? 'summary' : 'summaries'}`
  const lost = all.reduce((sum, [, { lostAnswers }]) => sum + lostAnswers, 0)
  return [
    ...table(heading, rows),
    '',
    isDryRun
      ? `Dry run: nothing was sent, and nothing recorded. Without --dry-run, ${summaries} would go to run-summaries.`
      : `${summaries} went to run-summaries, and none to run-alerts.`,
    ...(lost > 0 ? [`${lost} answers were lost: what was told then is under "told before".`] : []),
    ...all.flatMap(([tenantId, walked]) => unreadLines(tenantId, walked)),
    ...all.flatMap(([tenantId, { givenUp }]) =>
      givenUp === null
        ? []
        : [
            colour('red')(`${tenantId} was given up at ${givenUp.since}: ${givenUp.reason}, ${givenUp.detail}`),
            `  Go on with:  ${resumeCommand(given, givenUp.since, tenantId)}`,
          ],
    ),
    ...(stoppedAt === null ? [] : [`Stopped. Go on with:  ${resumeCommand(given, stoppedAt)}`]),
  ]
}

const countsOf = ({ checked, told, left, unread }: WalkedTenant): number[] => {
  const unreadRuns = [...unread.values()].reduce((sum, { count }) => sum + count, 0)
  // Runs are checked part by part, and some of a part that is not done may be told.
  const ended = Math.max(checked, told + left + unreadRuns)
  return [ended, told, ended - told - left - unreadRuns, left, unreadRuns]
}

const unreadLines = (tenantId: string, { unread }: WalkedTenant): string[] =>
  [...unread].map(([reason, { detail, count }]) =>
    colour('red')(`${count.toLocaleString('en')} runs of ${tenantId} could not be read: ${reason}, ${detail}`),
  )
