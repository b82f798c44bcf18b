import { consumeSummaries, type SummaryMessage } from '../../../lib/alerts/consume-summaries.ts'
import { closeIncident } from '../../../lib/alerts/incident/close-incident.ts'
import type { IncidentItem } from '../../../lib/alerts/incident/incident-item.ts'
import { sweep } from '../../../lib/alerts/sweep.ts'
import type { AlertStory, MessageStory, RoundStory } from './alert-story.ts'
import { MINUTE } from './alert-times.ts'
import { type AlertWorker, createAlertWorker, type WorkerFaultStory } from './alert-worker.ts'
import { type AlertWorld, alertWorld } from './alert-world.ts'
import { buildMessage } from './build-message.ts'
import { buildRoute } from './build-route.ts'
import { INCIDENT_KEY } from './incident-key.ts'
import { createToldLog, type ToldLog } from './told-log.ts'
import { createTurns } from './turns.ts'
import { workflowIdOf } from './workflow-id-of.ts'

/** The end of a run, and what is known of its message. */
interface StoryOutcome {
  readonly type: 'fails' | 'succeeds'
  readonly workflowId: string
  readonly at: number
  readonly message: SummaryMessage
  /** When it was taken for good, as a number of rounds; null for not yet. */
  takenIn: number | null
  /** The incident of its workflow that was open already as that round began, and its newest failure; null for none. */
  openBefore: { readonly id: string; readonly failedAt: number | null } | null
}

/** An incident as it opened, and the round in which it did. */
export interface StoryOpening {
  readonly before: IncidentItem | null
  readonly after: IncidentItem
  readonly round: number
}

export interface PlayedAlertStory {
  readonly world: AlertWorld
  readonly log: ToldLog
  readonly outcomes: readonly StoryOutcome[]
  readonly openings: readonly StoryOpening[]
  /** Whether failures below the threshold may have been forgotten. */
  readonly mayForget: boolean
  readonly hadSilence: boolean
  /** Faults that happened, lost answers of sinks aside. */
  readonly faults: number
  /** When all works again and everything is told: what is stored, and later, after a success of every workflow. */
  readonly afterRecovery: readonly IncidentItem[]
  readonly afterSuccess: readonly IncidentItem[]
}

const SIGNAL = new AbortController().signal
const ROUTE = buildRoute({ sinks: ['team', 'pager'] })

/** Lets all of a story happen, then everything recover, then every workflow succeed. */
export const playAlertStory = async ({ failuresToOpen, rounds, turns }: AlertStory): Promise<PlayedAlertStory> => {
  const played = prepare(failuresToOpen, turns)
  const { world, outcomes } = played
  for (const [index, round] of rounds.entries()) await played.playRound(round, index)
  world.silences.length = 0
  world.team.mode = 'works'
  world.pager.mode = 'works'
  await played.playRound(CALM, rounds.length)
  await played.playRound(CALM, rounds.length + 1)
  await played.passUntilTold()
  const afterRecovery = world.store.items()
  const workflows = new Set(outcomes.map(({ workflowId }) => workflowId))
  await played.succeed([...workflows])
  await played.passUntilTold()
  const minutes = rounds.reduce((sum, { afterMinutes }) => sum + afterMinutes, 0)
  return {
    ...played,
    faults: played.faults(),
    mayForget: failuresToOpen > 1 && minutes > 50,
    hadSilence: rounds.some(({ silenceMinutes }) => silenceMinutes !== null),
    afterRecovery,
    afterSuccess: world.store.items(),
  }
}

interface RunningWork {
  readonly worker: AlertWorker
  readonly batch: readonly StoryOutcome[]
  readonly work: Promise<unknown>
}

/** An incident is looked at every hour, and no update waits for more than a day. */
const MOST_SWEEPS = 60

/** All that is on its way comes, and nothing goes wrong. */
const CALM: RoundStory = { afterMinutes: 3, batches: [], sweeps: [], closes: null, silenceMinutes: null, outage: null }

const prepare = (failuresToOpen: number, choices: readonly number[]) => {
  const world = alertWorld([{ ...ROUTE, openAfter: { failures: failuresToOpen, within: 10 * MINUTE } }])
  const turns = createTurns(choices)
  const log = createToldLog()
  const outcomes: StoryOutcome[] = []
  const openings: StoryOpening[] = []
  const workers: AlertWorker[] = []
  let onItsWay: StoryOutcome[] = []
  let frozen: RunningWork[] = []
  let round = 0

  world.store.onWrite = (write) => {
    log.wrote(write)
    if (write.before?.open?.id !== write.after.open?.id && write.after.open !== null) openings.push({ ...write, round })
  }
  const end = (type: StoryOutcome['type'], workflowId: string, at: number): StoryOutcome => {
    const status = type === 'fails' ? 'FAILED' : 'COMPLETED'
    const finishedAt = new Date(at).toISOString()
    const message = buildMessage(outcomes.length + 1, { workflowId, finishedAt, status })
    return { type, workflowId, at, message, takenIn: null, openBefore: null }
  }
  const arrive = (story: MessageStory): StoryOutcome[] => {
    if (story.type === 'again') return outcomes.slice(story.which, story.which + 1)
    const outcome = end(story.type, workflowIdOf(story.workflow), world.clock.now() - story.lagMinutes * MINUTE)
    outcomes.push(outcome)
    return [outcome]
  }
  const start = (fault: WorkerFaultStory | null): AlertWorker => {
    const worker = createAlertWorker(`w${workers.length}`, fault, turns, world.clock)
    workers.push(worker)
    return worker
  }
  const portsOf = ({ id, pass }: AlertWorker) => {
    const ports = world.ports(pass, id)
    const sinks = new Map(
      Array.from(world.sinks, ([name, sink]) => {
        const send: typeof sink.send = (message, signal) =>
          pass({ call: 'send', sink: name }, () => {
            const hasAnswer = sink.mode === 'works'
            if (hasAnswer || sink.mode === 'loses answers') {
              log.take(message, { at: world.clock.now(), worker: id, sink: name, hasAnswer })
            }
            return sink.send(message, signal)
          }).catch((error: Error) => ({ ok: false, isTransient: true, retryAfterMs: null, detail: error.message }))
        return [name, { takesRecovered: sink.takesRecovered, takesDigests: sink.takesDigests, send }]
      }),
    )
    return { ...ports, sinks }
  }
  const consume = async (batch: readonly StoryOutcome[], worker: AlertWorker): Promise<void> => {
    const messages = batch.map(({ message }) => message)
    const failed = new Set(await consumeSummaries(messages, portsOf(worker), () => true, SIGNAL))
    for (const outcome of batch) {
      if (!failed.has(outcome.message.messageId)) outcome.takenIn ??= round
      else if (outcome.takenIn === null) onItsWay.push(outcome)
    }
  }
  /** As an operator's command does: whatever came between is read anew. */
  const close = async (workflow: number, worker: AlertWorker): Promise<void> => {
    const { store } = portsOf(worker)
    for (let written: IncidentItem | null = null; written === null; ) {
      const item = await store.read({ ...INCIDENT_KEY, workflowId: workflowIdOf(workflow) }, SIGNAL)
      const closed = item === null ? null : closeIncident(item, 'replayed by hand', world.clock.now())
      if (closed === null) return
      written = await store.write(closed, world.clock.now(), SIGNAL)
    }
  }
  return {
    world,
    log,
    outcomes,
    openings,
    faults: () => workers.filter((worker) => worker.hasFailed()).length,
    /** Every one of these workflows succeeds, and nothing goes wrong. */
    succeed: async (workflowIds: readonly string[]): Promise<void> => {
      const batch = workflowIds.map((workflowId) => end('succeeds', workflowId, world.clock.now()))
      await consume(batch, start(null))
    },
    playRound: async (story: RoundStory, index: number): Promise<void> => {
      round = index
      world.clock.advance(story.afterMinutes * MINUTE)
      const { silenceMinutes, outage } = story
      if (silenceMinutes !== null) {
        world.silences.length = 0
        world.silences.push({ match: {}, until: world.clock.now() + silenceMinutes * MINUTE, reason: 'test' })
      }
      if (outage !== null) world[outage.sink].mode = outage.mode
      const batches = story.batches.map(({ messages, fault }) => ({ batch: messages.flatMap(arrive), fault }))
      if (onItsWay.length > 0) batches.push({ batch: onItsWay, fault: null })
      onItsWay = []
      for (const { batch } of batches) {
        for (const outcome of batch) {
          if (outcome.takenIn !== null) continue
          const item = world.store.items().find(({ key }) => key.workflowId === outcome.workflowId)
          outcome.openBefore = item?.open == null ? null : { id: item.open.id, failedAt: item.lastFailAt }
        }
      }
      const late = frozen
      const works: readonly RunningWork[] = [
        ...batches.map(({ batch, fault }) => {
          const worker = start(fault)
          return { worker, batch, work: consume(batch, worker) }
        }),
        ...story.sweeps.map((fault) => {
          const worker = start(fault)
          return { worker, batch: [], work: sweep(portsOf(worker), 60_000, SIGNAL).catch(() => {}) }
        }),
        ...(story.closes === null ? [] : [story.closes]).map((workflow) => {
          const worker = start(null)
          return { worker, batch: [], work: close(workflow, worker) }
        }),
      ]
      // Those that froze in the round before go on among those that may have taken over.
      for (const { worker } of late) worker.thaw()
      await turns.run([...works, ...late].map(({ work }) => work))
      frozen = [...works, ...late].filter(({ worker }) => worker.isFrozen())
      for (const { worker, batch } of [...works, ...late]) {
        if (worker.isDead()) onItsWay.push(...batch.filter(({ takenIn }) => takenIn === null))
      }
    },
    /** Sweeps whenever something is due, until everything is told, or until so much time has passed that it should be. */
    passUntilTold: async (): Promise<void> => {
      for (let sweeps = 0; sweeps < MOST_SWEEPS && !world.store.items().every(isAllTold); sweeps += 1) {
        const waitMs = Math.max((world.store.nextDueAt() ?? 0) - world.clock.now(), 1)
        world.clock.advance(Math.ceil(waitMs / MINUTE) * MINUTE)
        await sweep(portsOf(start(null)), 60_000, SIGNAL)
      }
    },
  }
}

/** Whether nothing more will be told unless something happens. */
const isAllTold = ({ open, sinks, ever, dueAt, lastOkAt, lastFailAt }: IncidentItem): boolean =>
  open === null
    ? dueAt === null
    : Object.values(sinks).every(({ told, incidentId }) => told === ever && incidentId === open.id) &&
      !(lastOkAt !== null && lastFailAt !== null && lastOkAt > lastFailAt)
