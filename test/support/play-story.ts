import { forwardRun } from '../../lib/forward/forward-run.ts'
import type { TenantTick } from '../../lib/reconcile/tenant-tick.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { HATCHET_TENANT } from './build-hatchet-run.ts'
import { playRunStory, type StoryEvent, type StoryOutcome } from './play-run-story.ts'
import { portFault } from './port-fault.ts'
import type { PortCall, PortStep } from './port-gate.ts'
import type { OutageStory, Story, TickStory } from './reconcile-story.ts'
import { DAY, HOUR, MINUTE, reconcileWorld, SCHEDULES } from './reconcile-world.ts'
import { reportOf } from './report-of.ts'

/** A tick that told all of its window. Times are Hatchet's. */
interface WholePoll {
  readonly schedule: keyof typeof SCHEDULES
  readonly from: number
  readonly to: number
  /** How many messages there were when it was over. */
  readonly messages: number
}

export interface PlayedStory {
  readonly outcomes: readonly StoryOutcome[]
  /** Outcomes of which a webhook was answered with success. */
  readonly delivered: ReadonlySet<number>
  readonly polls: readonly WholePoll[]
  readonly messages: readonly RunSummary[]
  readonly firstTick: number
  /** Messages when all had recovered and two more rounds of ticks were over, and after a third. */
  readonly afterRecovery: { readonly messages: number; readonly later: number; readonly now: number }
  readonly ledgerFailed: boolean
  readonly queuesFailed: boolean
  readonly crashed: boolean
  /** A webhook came while a tick was going on. */
  readonly overlapped: boolean
}

const UNDISTURBED = { crashAt: null, stepMs: 0, deliverAt: null }

class Killed extends Error {}

const LEDGER_CALLS: readonly PortCall[] = ['read', 'record', 'readMany', 'readCursor', 'storeCursor', 'firstTick']

const isHitBy = (what: OutageStory['what'], { call, phase }: Pick<PortStep, 'call' | 'phase'>): boolean => {
  if (what === 'answers of the queues') return call === 'send' && phase === 'after'
  if (phase === 'after') return false
  if (what === 'ledger') return LEDGER_CALLS.includes(call)
  if (what === 'record') return call === 'record'
  if (what === 'details') return call === 'details'
  return what === 'queues' ? call === 'send' : call === 'list' || call === 'details'
}

/** Lets all of a story happen, then everything recover. */
export const playStory = async (story: Story): Promise<PlayedStory> => {
  const world = reconcileWorld()
  world.hatchet.skewMs = story.skewMs
  const start = world.hatchet.now()
  const facts = { ledgerFailed: false, queuesFailed: false, crashed: false, overlapped: false }
  const delivered = new Set<number>()
  const polls: WholePoll[] = []
  let outcomeCount = 0
  const played = story.runs.map((run, id) => playRunStory(run, id + 1, start, () => outcomeCount++))
  const events = played.flatMap((run) => run.events).sort((a, b) => a.at - b.at)
  let next = 0
  let outages = story.outages

  const failIfDown = (step: Pick<PortStep, 'call' | 'phase'>): void => {
    const since = world.hatchet.now() - start
    const hit = outages.find(
      ({ fromMs, lengthMs, what }) => since >= fromMs && since < fromMs + lengthMs && isHitBy(what, step),
    )
    if (hit === undefined) return
    if (hit.what === 'ledger' || hit.what === 'record') facts.ledgerFailed = true
    if (step.call === 'send') facts.queuesFailed = true
    throw portFault(step.call)
  }
  const webhookPorts = {
    queues: {
      send: async (summary: RunSummary) => {
        failIfDown({ call: 'send', phase: 'before' })
        world.messages.push(summary)
        failIfDown({ call: 'send', phase: 'after' })
      },
    },
    ledger: {
      read: async (...args: Parameters<typeof world.ledger.read>) => {
        failIfDown({ call: 'read', phase: 'before' })
        return world.ledger.read(...args)
      },
      record: async (...args: Parameters<typeof world.ledger.record>) => {
        failIfDown({ call: 'record', phase: 'before' })
        return world.ledger.record(...args)
      },
    },
    withoutLedger: 'forward',
    summary: { dashboardUrl: 'https://hatchet.example', metadataKeys: [] },
    now: world.clock.now,
  } as const

  const happen = async (event: StoryEvent): Promise<void> => {
    if (event.kind === 'put') return world.hatchet.model.put(event.details, event.visibleAt)
    try {
      await forwardRun(reportOf(event.body), 'webhook', webhookPorts, new AbortController().signal)
      delivered.add(event.outcome)
    } catch (error) {
      // The sender was told so, and gave up.
      if ((error as Error).name !== 'QueueError') throw error
    }
  }
  const held: StoryEvent[] = []
  const release = async (): Promise<void> => {
    for (const event of held.splice(0)) await happen(event)
  }
  const advanceTo = async (until: number, isTicking: boolean, holdsDeliveries = false): Promise<void> => {
    for (let event = events[next]; event !== undefined && event.at <= until; event = events[next]) {
      next += 1
      world.clock.advance(Math.max(0, event.at - world.hatchet.now()))
      if (isTicking && event.kind === 'deliver') facts.overlapped = true
      if (holdsDeliveries && event.kind === 'deliver') held.push(event)
      else await happen(event)
    }
    world.clock.advance(Math.max(0, until - world.hatchet.now()))
  }
  const tick = async ({
    schedule,
    crashAt,
    stepMs,
    deliverAt,
  }: Omit<TickStory, 'afterMs' | 'beforeChangeMs'>): Promise<TenantTick | null> => {
    let steps = 0
    world.gate.onStep = async (step) => {
      if (stepMs > 0 && step.phase === 'before') await advanceTo(world.hatchet.now() + stepMs, true)
      steps += 1
      if (steps === deliverAt && held.length > 0) {
        facts.overlapped = true
        await release()
      }
      if (crashAt !== null && steps >= crashAt) throw new Killed()
      failIfDown(step)
    }
    const from = world.hatchet.now()
    try {
      const done = await world.tick(SCHEDULES[schedule])
      if (done.isWhole) polls.push({ schedule, from, to: world.hatchet.now(), messages: world.messages.length })
      return done
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      facts.crashed = true
      world.restart()
      return null
    }
  }

  const past = start - 2 * DAY - HOUR
  if (events[0] !== undefined && events[0].at < start) world.clock.advance(past - start)
  await advanceTo(start, false)
  await tick({ schedule: '5min', ...UNDISTURBED })
  for (const each of story.ticks) {
    const change = events.slice(next).find(({ kind }) => kind === 'put')
    const at =
      each.beforeChangeMs === null || change === undefined ? Number.POSITIVE_INFINITY : change.at - each.beforeChangeMs
    const now = world.hatchet.now()
    await advanceTo(at < now + DAY ? Math.max(now, at) : now + each.afterMs, false, each.deliverAt !== null)
    await tick(each)
    await release()
  }
  outages = []
  await advanceTo(Math.max(world.hatchet.now(), events.at(-1)?.at ?? 0) + MINUTE, false)
  const counts: number[] = []
  for (let round = 0; round < 3; round++) {
    for (const schedule of ['daily', '5min', 'hourly'] as const) {
      const done = await tick({ schedule, ...UNDISTURBED })
      if (done?.isWhole !== true || done.faults.length > 0) throw new Error(`no recovery: ${JSON.stringify(done)}`)
    }
    counts.push(world.messages.length)
    await advanceTo(world.hatchet.now() + 5 * MINUTE, false)
  }
  return {
    ...facts,
    outcomes: played.flatMap(({ outcomes }) => outcomes),
    delivered,
    polls,
    messages: world.messages,
    firstTick: world.cursors.firstTickOf(HATCHET_TENANT) ?? Number.POSITIVE_INFINITY,
    afterRecovery: { messages: counts[1] ?? 0, later: counts[2] ?? 0, now: world.hatchet.now() },
  }
}
