import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import { DAY, MINUTE } from './alert-times.ts'
import { buildRoute } from './build-route.ts'
import type { PlayedAlertStory, StoryOpening } from './play-alert-story.ts'
import type { ToldNotification } from './told-log.ts'

const SINKS = ['team', 'pager'] as const
const { updateEvery } = buildRoute()
/** How much older a known success may be than it was: it is not stored each time. */
const NOTE = 5 * MINUTE

const failuresOf = ({ outcomes }: PlayedAlertStory, { key }: IncidentItem) =>
  outcomes.filter(({ type, workflowId }) => type === 'fails' && workflowId === key.workflowId)

const toldOf = ({ log }: PlayedAlertStory, sink: string, { key }: IncidentItem): readonly ToldNotification[] =>
  log.told.filter((each) => each.sink === sink && each.notification.workflowId === key.workflowId)

const problemsOfEach = (
  played: PlayedAlertStory,
  items: readonly IncidentItem[],
  problem: (item: IncidentItem, sink: string) => string | false,
): readonly string[] =>
  items.flatMap((item) =>
    SINKS.flatMap((sink) => problem(item, sink) || []).map((each) => `${each} (${played.faults} faults)`),
  )

/**
 * Whether a sink's messages of one workflow are opened, updates, resolved, and none of one incident while another is open
 * there. An end too many does a pager no harm; for others an incident counts as open once it is known that they took it.
 */
const orderProblem = (told: readonly ToldNotification[]): string | false => {
  let open: string | null = null
  let isKnown = true
  const ended = new Set<string>()
  for (const { sink, notification, isStruckOff } of told) {
    const { kind, incidentId } = notification
    const isFree = open === null || open === incidentId || (sink !== 'pager' && !isKnown)
    const fits = {
      opened: isFree && !ended.has(incidentId),
      update: open === incidentId,
      resolved: open === incidentId || ended.has(incidentId) || (sink === 'pager' && open === null),
      recovered: isFree,
    }[kind]
    if (!fits) return `${sink} is told ${kind} of ${incidentId} while ${open} is open there`
    if (kind === 'resolved' || kind === 'recovered') ended.add(incidentId)
    if (kind === 'opened') isKnown = isStruckOff
    if (kind !== 'update') open = kind === 'opened' ? incidentId : null
  }
  return false
}

/** When the newest failure finished that an incident opened with, or may have. */
const openingFailedAt = ({ outcomes }: PlayedAlertStory, { before, after }: StoryOpening): number => {
  const known = new Set(before?.seen.map(({ outcomeId }) => outcomeId))
  const added = after.seen
    .filter(({ outcomeId }) => !known.has(outcomeId))
    .map(({ outcomeId }) => outcomes[Number.parseInt(outcomeId, 16) - 1]?.at ?? 0)
  return Math.max(...added, ...(before?.recent ?? []).map(({ at }) => at))
}

/** Whether one update, or one recovered, comes too soon after what was told before. */
const paceProblem = (told: readonly ToldNotification[]): string | false => {
  let [last, interval] = [Number.NEGATIVE_INFINITY, updateEvery]
  for (const { at, sink, notification, isStruckOff } of told) {
    if (!isStruckOff) continue
    const least = notification.kind === 'update' ? interval : notification.kind === 'recovered' ? updateEvery : 0
    if (at - last < least) return `${sink} is told ${notification.kind} after ${(at - last) / MINUTE} minutes`
    last = at
    interval = notification.kind === 'update' ? Math.min(interval * 2, DAY) : updateEvery
  }
  return false
}

/** Each of the rules that hold whatever happens, and what is wrong with it in a story. */
export const ALERT_INVARIANTS: Readonly<Record<string, (played: PlayedAlertStory) => readonly string[]>> = {
  'every message is taken in the end': ({ outcomes }) =>
    outcomes.filter(({ takenIn }) => takenIn === null).map(({ message }) => message.messageId),

  'every distinct failure is counted once': (played) =>
    played.afterRecovery.flatMap((item) => {
      const distinct = failuresOf(played, item).length
      const counted = item.ever + item.recent.length
      const isRight = played.mayForget ? counted <= distinct : counted === distinct
      return isRight ? [] : [`${distinct} failures, ${item.ever} counted, ${item.recent.length} remembered`]
    }),

  'nothing is struck off that was not told': ({ log }) => log.problems,

  'every message shows a failure': ({ log }) =>
    log.told.flatMap(({ sink, notification: { kind, failure } }) =>
      failure === null ? [`${sink} is told ${kind} without one`] : [],
    ),

  'only what is over is written off, for a silence or a sink that takes none': ({ log, hadSilence }) =>
    log.writtenOff.flatMap(({ sink, item, failures, wasOver }) => {
      const isOver = wasOver && item.sinks[sink]?.incidentId === null
      const mayBe = sink === 'pager' || hadSilence
      return isOver && mayBe ? [] : [`${sink} had ${failures} written off`]
    }),

  'told, written off and still due are what was counted': (played) =>
    problemsOfEach(played, played.world.store.items(), (item, sink) => {
      const struckOff = toldOf(played, sink, item).filter(({ isStruckOff }) => isStruckOff)
      const told = struckOff.reduce((sum, { notification }) => sum + notification.newFailures, 0)
      const off = played.log.writtenOff
        .filter((each) => each.sink === sink && each.item.key.workflowId === item.key.workflowId)
        .reduce((sum, { failures }) => sum + failures, 0)
      const due = item.ever - (item.sinks[sink]?.told ?? 0)
      return told + off + due !== item.ever && `${sink}: ${told} told, ${off} written off, ${due} due of ${item.ever}`
    }),

  'a sink is told opened, updates, resolved, and of the next one after that': (played) =>
    problemsOfEach(played, played.world.store.items(), (item, sink) => orderProblem(toldOf(played, sink, item))),

  'a crash or a lost answer costs at most one repeat for each sink': (played) =>
    problemsOfEach(played, played.world.store.items(), (item, sink) => {
      const repeats = toldOf(played, sink, item).filter(({ isStruckOff, hasAnswer }) => !isStruckOff && hasAnswer)
      return repeats.length > played.faults && `${sink} is told ${repeats.length} times more`
    }),

  'one update or recovered in an interval': (played) =>
    problemsOfEach(played, played.world.store.items(), (item, sink) => paceProblem(toldOf(played, sink, item))),

  'a known success keeps an older failure from opening an incident': (played) =>
    played.openings.flatMap((opening) => {
      const { after, round } = opening
      const known = played.outcomes.filter(
        ({ type, workflowId, takenIn }) =>
          type === 'succeeds' && workflowId === after.key.workflowId && takenIn !== null && takenIn < round,
      )
      const newest = Math.max(...known.map(({ at }) => at))
      const failedAt = openingFailedAt(played, opening)
      return failedAt + NOTE < newest
        ? [`opened by a failure ${(newest - failedAt) / MINUTE} minutes older than a success`]
        : []
    }),

  'an incident ends by a success that came while it was open, and is newer than its failures': (played) =>
    played.afterRecovery.flatMap(({ key, open, lastFailAt }) => {
      const failedAt = lastFailAt ?? 0
      const ending = played.outcomes.filter(
        ({ type, workflowId, at, openBefore }) =>
          type === 'succeeds' &&
          workflowId === key.workflowId &&
          openBefore !== null &&
          // One that is hardly newer may have been forgotten where the incident was to end anyway, or was closed.
          (openBefore.id === open?.id && openBefore.failedAt === failedAt ? at > failedAt : at > failedAt + NOTE),
      )
      return open !== null && ending.length > 0 ? [`${key.workflowId} is open`] : []
    }),

  'in the end every sink knows everything, and nothing is due': (played) => [
    ...problemsOfEach(played, played.afterRecovery, ({ sinks, ever, open }, sink) => {
      const state = sinks[sink]
      const isTold = state?.told === ever && state.incidentId === (open?.id ?? null)
      return !isTold && `${sink} does not know everything: ${JSON.stringify(state)} of ${ever}`
    }),
    ...played.afterSuccess.flatMap(({ open, dueAt }) =>
      open === null && dueAt === null ? [] : ['not all ended by a success'],
    ),
    ...problemsOfEach(played, played.afterSuccess, (item, sink) => {
      const last = toldOf(played, sink, item).at(-1)
      const isOpen = last?.notification.kind === 'opened' || last?.notification.kind === 'update'
      return isOpen && (sink === 'pager' || last.isStruckOff) && `${sink} was told ${last.notification.kind} last`
    }),
  ],
}
