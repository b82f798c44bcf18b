import type { BackfillTurn } from '../../lib/reconcile/backfill-turn.ts'
import type { HatchetRuns } from '../../lib/reconcile/hatchet-runs.ts'
import { createKnownRuns } from '../../lib/reconcile/known-runs.ts'
import type { TickPorts } from '../../lib/reconcile/reconcile.ts'
import { runBackfill } from '../../lib/reconcile/run-backfill.ts'
import { runTick } from '../../lib/reconcile/run-tick.ts'
import type { TenantTick } from '../../lib/reconcile/tenant-tick.ts'
import type { RunSummary } from '../../lib/run/run-summary-schema.ts'
import { type BuiltHatchetRun, buildHatchetRun, HATCHET_TENANT } from './build-hatchet-run.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createMemoryCursors, type MemoryCursors } from './memory-cursors.ts'
import { createMemoryHatchet, type MemoryHatchet } from './memory-hatchet.ts'
import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts'
import { portFault } from './port-fault.ts'
import { createPortGate, type PortCall, type PortGate } from './port-gate.ts'
import { createRecordingReporter, type RecordingReporter } from './recording-reporter.ts'

/** Now, as a {@link ReconcileWorld} begins: ms since 1970. */
export const NOW = Date.parse('2026-11-22T12:00:00.000Z')
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The inputs of the three schedules. */
export const SCHEDULES = {
  '5min': { schedule: '5min', windowMinutes: 60 },
  hourly: { schedule: 'hourly', windowMinutes: 1_440 },
  daily: { schedule: 'daily', windowMinutes: 43_200, statuses: ['FAILED', 'CANCELLED'] },
} as const

export interface ReconcileWorld {
  readonly clock: FakeClock
  readonly gate: PortGate
  readonly hatchet: MemoryHatchet
  readonly ledger: MemoryLedger
  readonly cursors: MemoryCursors
  /** What the queues have taken. */
  readonly messages: RunSummary[]
  /** What the queue of backfill has taken. */
  readonly backfilled: RunSummary[]
  readonly report: RecordingReporter
  /** The configured tenants. */
  readonly tenantIds: string[]
  /** How long each call takes. */
  readonly latencyMs: Partial<Record<PortCall, number>>
  /** Puts a run into Hatchet. */
  put(run: BuiltHatchetRun, visibleAt?: number): void
  /** One tick, and what it did for the first tenant. The instance's memory lasts until {@link ReconcileWorld.restart}. */
  tick(event?: unknown, remainingMs?: number): Promise<TenantTick>
  /** One turn of a backfill of the first tenant, and what it answers. */
  backfill(question: object, remainingMs?: number): Promise<BackfillTurn>
  /** The tenant's first tick, and five minutes: what ends from now on is to be told. */
  install(): Promise<void>
  /** The next tick is the first of a new instance. */
  restart(): void
  /** Ids of the runs that were told, in the order of the messages. */
  told(): string[]
}

/** What reconcile lives in: a Hatchet, a ledger, cursors and queues in memory, all on one clock that a test moves. */
export const reconcileWorld = (): ReconcileWorld => {
  const clock = createFakeClock(NOW)
  const latencyMs: ReconcileWorld['latencyMs'] = {}
  const gate = createPortGate(({ call, signal }) => {
    clock.advance(latencyMs[call] ?? 0)
    if (signal.aborted) throw portFault(call)
  })
  const hatchet = createMemoryHatchet(clock, gate)
  const ledger = createMemoryLedger()
  const cursors = createMemoryCursors()
  const messages: RunSummary[] = []
  const backfilled: RunSummary[] = []
  const report = createRecordingReporter()
  const tenantIds: string[] = [HATCHET_TENANT]
  const runsOf = new Map<string, HatchetRuns>()

  const load = (signal: AbortSignal) =>
    gate.pass({ call: 'tenants', tenantId: '', signal }, () =>
      tenantIds.map((tenantId) => {
        const runs = runsOf.get(tenantId) ?? hatchet.runsOf(tenantId)
        runsOf.set(tenantId, runs)
        return { tenantId, runs }
      }),
    )
  let ports: TickPorts = {
    queues: queuesInto(messages, gate),
    ledger: {
      read: (run, signal) => gate.pass({ call: 'read', ...run, signal }, () => ledger.read(run, signal)),
      record: (run, outcome, known, signal) =>
        gate.pass({ call: 'record', ...run, signal }, () => ledger.record(run, outcome, known, signal)),
    },
    lookup: {
      readMany: (tenantId, runIds, signal) =>
        gate.pass({ call: 'readMany', tenantId, signal }, () => ledger.readMany(tenantId, runIds, signal)),
    },
    cursors: {
      firstTick: (tenantId, now, signal) =>
        gate.pass({ call: 'firstTick', tenantId, signal }, () => cursors.firstTick(tenantId, now, signal)),
      readFirstTick: (tenantId, signal) =>
        gate.pass({ call: 'firstTick', tenantId, signal }, () => cursors.readFirstTick(tenantId, signal)),
      read: (tenantId, schedule, signal) =>
        gate.pass({ call: 'readCursor', tenantId, signal }, () => cursors.read(tenantId, schedule, signal)),
      store: (tenantId, schedule, cursor, signal) =>
        gate.pass({ call: 'storeCursor', tenantId, signal }, () => cursors.store(tenantId, schedule, cursor, signal)),
    },
    known: createKnownRuns(),
    withoutLedger: 'refuse',
    summary: { dashboardUrl: 'https://hatchet.example', metadataKeys: [] },
    timeout: clock.timeout,
    now: clock.now,
    report,
  }
  const tick = async (event: unknown = SCHEDULES['5min'], remainingMs = 225_000) => {
    const before = report.tenants.length
    await runTick(event, { load }, ports, remainingMs)
    return report.tenants[before] ?? NO_TURN
  }
  return {
    clock,
    gate,
    hatchet,
    ledger,
    cursors,
    messages,
    report,
    tenantIds,
    latencyMs,
    backfilled,
    backfill: (question, remainingMs = 225_000) => {
      const event = { backfill: { tenantId: HATCHET_TENANT, ...question } }
      const own = { queues: queuesInto(backfilled, gate), report: SILENT }
      return runBackfill(event, { load }, { ...ports, ...own }, remainingMs) as Promise<BackfillTurn>
    },
    put: (run, visibleAt) => hatchet.model.put(buildHatchetRun(run), visibleAt),
    tick,
    install: async () => {
      await tick()
      clock.advance(5 * MINUTE)
    },
    restart: () => {
      runsOf.clear()
      ports = { ...ports, known: createKnownRuns() }
    },
    told: () => messages.map(({ runId }) => runId),
  }
}

const queuesInto = (messages: RunSummary[], gate: PortGate): TickPorts['queues'] => ({
  send: (summary, signal) =>
    gate.pass({ call: 'send', tenantId: summary.tenantId, runId: summary.runId, signal }, () => {
      messages.push(summary)
    }),
})

const SILENT = { told: () => {}, turn: () => {} }

/** What a tick did for a tenant that had no turn. */
const NO_TURN: TenantTick = { tenantId: '', checked: 0, found: 0, isWhole: false, faults: [] }
