import { countOf } from '../../lib/alerts/notification/count-of.ts'
import { formatDuration } from '../../lib/alerts/notification/format-duration.ts'
import { oneLine } from '../../lib/alerts/notification/one-line.ts'
import { isoTime } from '../../lib/run/iso-time.ts'
import { table } from '../../local/terminal/table.ts'
import type { DeadLetterKind } from './dead-letter.ts'
import type { RedrivenQueue } from './find-queue.ts'
import type { SeenLetter } from './look-at-dead-letters.ts'

/** Groups that are listed; the rest is counted. */
const MAX_GROUPS = 30

/** Messages of one kind. */
interface LetterGroup {
  readonly kind: DeadLetterKind
  readonly messages: number
  /** When the oldest and the newest were first sent, ms since 1970; null where SQS does not say. */
  readonly firstSentAt: number | null
  readonly lastSentAt: number | null
  readonly leastReceives: number
  readonly mostReceives: number
  /** Whether they go back to their queue. */
  readonly goesBack: boolean
}

/** Messages of a dead-letter queue by what they are: for people, and for programs. */
export interface DescribedLetters {
  readonly lines: readonly string[]
  readonly json: readonly unknown[]
}

/** Where it is said why messages that were sent since a time failed. */
type SaysWhy = (since: string) => string

/**
 * @param isAll - whether messages that are no RunSummary go back too
 * @param log - of whoever takes RunSummaries from the queue; null where that is not of this service
 * @param now - ms since 1970
 */
export const describeDeadLetters = (
  { name, deadLetters }: RedrivenQueue,
  seen: readonly SeenLetter[],
  isAll: boolean,
  log: SaysWhy | null,
  now: number,
): DescribedLetters => {
  const groups = groupsOf(seen, isAll)
  const rest = groups.slice(MAX_GROUPS)
  const more = rest.reduce((sum, { messages }) => sum + messages, 0)
  const holds =
    seen.length < deadLetters
      ? `about ${countOf(deadLetters, 'message')}. Of these, ${seen.length.toLocaleString('en-US')} were looked at`
      : countOf(seen.length, 'message')
  return {
    lines: [
      `${name}-dlq holds ${holds}:`,
      '',
      ...table(
        HEADING,
        groups.slice(0, MAX_GROUPS).map((group) => rowOf(group, now)),
      ),
      ...(rest.length === 0 ? [] : [`… and ${countOf(more, 'message')} of ${rest.length} other kinds`]),
      '',
      ...explain(groups, log),
    ],
    json: groups.map(({ firstSentAt, lastSentAt, ...group }) => ({
      ...group,
      firstSentAt: firstSentAt && isoTime(firstSentAt),
      lastSentAt: lastSentAt && isoTime(lastSentAt),
    })),
  }
}

const groupsOf = (seen: readonly SeenLetter[], isAll: boolean): LetterGroup[] =>
  [...Map.groupBy(seen, ({ kind }) => JSON.stringify(kind)).values()]
    .flatMap((letters): LetterGroup[] => {
      const [first] = letters
      if (first === undefined) return []
      const times = letters.flatMap(({ sentAt }) => sentAt ?? [])
      const receives = letters.map((letter) => letter.receives)
      return [
        {
          kind: first.kind,
          messages: letters.length,
          firstSentAt: times.length === 0 ? null : Math.min(...times),
          lastSentAt: times.length === 0 ? null : Math.max(...times),
          leastReceives: Math.min(...receives),
          mostReceives: Math.max(...receives),
          goesBack: isAll || first.kind.type === 'summary',
        },
      ]
    })
    .sort((a, b) => b.messages - a.messages || (a.firstSentAt ?? 0) - (b.firstSentAt ?? 0))

const HEADING = ['message', 'how many', 'first sent', 'last sent', 'received', 'goes back']

const rowOf = (group: LetterGroup, now: number): readonly string[] => {
  const { kind, messages, firstSentAt, lastSentAt, leastReceives, mostReceives, goesBack } = group
  const ago = (time: number | null): string => (time === null ? '–' : `${formatDuration(now - time)} ago`)
  return [
    nameOf(kind),
    String(messages),
    ago(firstSentAt),
    ago(lastSentAt),
    leastReceives === mostReceives ? countOf(mostReceives, 'time') : `${leastReceives} to ${mostReceives} times`,
    goesBack ? 'yes' : 'no, it stays',
  ]
}

const nameOf = (kind: DeadLetterKind): string => {
  if (kind.type === 'summary') return `${oneLine(kind.workflow, 40)} ${kind.status}`
  if (kind.type === 'version') return `RunSummary of version ${kind.version}`
  if (kind.type === 'no-object') return 'no JSON object'
  return kind.type === 'no-json' ? 'no JSON' : `no RunSummary: ${kind.member} is missing or wrong`
}

/** Why such messages are there, and what to do. */
const explain = (groups: readonly LetterGroup[], log: SaysWhy | null): readonly string[] =>
  EXPLAINED.flatMap(({ title, types, why }) => {
    const found = groups.filter(({ kind }) => types.includes(kind.type))
    const count = found.reduce((sum, { messages }) => sum + messages, 0)
    const since = Math.min(...found.map(({ firstSentAt }) => firstSentAt ?? Number.POSITIVE_INFINITY))
    const where =
      log === null || !types.includes('summary') || !Number.isFinite(since) ? '.' : `: ${log(isoTime(since))}`
    return count === 0 ? [] : [`${title} (${count.toLocaleString('en-US')}): ${why}${where}`]
  })

const EXPLAINED: readonly {
  readonly title: string
  readonly types: readonly DeadLetterKind['type'][]
  readonly why: string
}[] = [
  {
    title: 'RunSummaries',
    types: ['summary'],
    why: 'what takes them from the queue failed with them each time. Its log says why',
  },
  {
    title: 'RunSummaries of another version',
    types: ['version'],
    why: 'deploy the version of this service that sent them, then use --all',
  },
  {
    title: 'No RunSummaries',
    types: ['other', 'no-object', 'no-json'],
    why: 'they would only come back. --all moves them too, the SQS console shows and deletes them',
  },
]
