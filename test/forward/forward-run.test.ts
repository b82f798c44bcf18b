import { describe, expect, it, vi } from 'vitest'
import { QueueError } from '../../lib/errors.ts'
import { type ForwardPorts, forwardRun } from '../../lib/forward/forward-run.ts'
import { buildRun } from '../support/build-run.ts'
import { createMemoryLedger } from '../support/memory-ledger.ts'
import { reportOf } from '../support/report-of.ts'
import { summaryOf } from '../support/summary-of.ts'

const NOW = Date.parse('2026-11-22T12:00:00Z')
const SIGNAL = new AbortController().signal
const OPTIONS = { dashboardUrl: 'https://hatchet.example', metadataKeys: ['team'] }

const report = (overrides: Record<string, unknown>) => reportOf(buildRun(overrides))

const buildPorts = () => ({
  queues: { send: vi.fn<ForwardPorts['queues']['send']>(async () => {}) },
  ledger: createMemoryLedger(),
  withoutLedger: 'forward' as const,
  summary: OPTIONS,
  now: () => NOW,
})

describe('forwardRun', () => {
  it.each(['COMPLETED', 'FAILED', 'CANCELLED'])(
    'sends the summary of a %s run, once, under the deadline',
    async (status) => {
      const ports = buildPorts()
      const run = buildRun({ status, additionalMetadata: { team: 'payments' } })
      const forwarded = await forwardRun(reportOf(run), 'webhook', ports, SIGNAL)

      const summary = summaryOf(run, OPTIONS)
      expect(forwarded).toEqual({ outcome: 'forwarded', summary, ledgerFault: null })
      expect(ports.queues.send.mock.calls).toEqual([[summary, SIGNAL]])
    },
  )

  it.each(['QUEUED', 'RUNNING'])('ignores a %s run, though it has a finishedAt, and sends nothing', async (status) => {
    const ports = buildPorts()
    const forwarded = await forwardRun(report({ status }), 'webhook', ports, SIGNAL)

    expect(forwarded).toEqual({ outcome: 'ignored', runId: '5c6d273c-5c46-4288-953d-134855c00f3e', status })
    expect(ports.queues.send).not.toHaveBeenCalled()
  })

  it.each(['webhook', 'reconcile'] as const)('says that a run was found by %s', async (source) => {
    const forwarded = await forwardRun(report({}), source, buildPorts(), SIGNAL)

    expect(forwarded).toMatchObject({ summary: { source, receivedAt: '2026-11-22T12:00:00.000Z' } })
  })

  it('promises nothing before the queues have acknowledged', async () => {
    const ports = buildPorts()
    const { promise, resolve } = Promise.withResolvers<void>()
    ports.queues.send.mockReturnValue(promise)
    let isDone = false
    const forwarding = forwardRun(report({}), 'webhook', ports, SIGNAL).finally(() => {
      isDone = true
    })
    for (let turn = 0; turn < 10; turn++) await null

    expect(isDone).toBe(false)
    resolve()
    expect(await forwarding).toMatchObject({ outcome: 'forwarded' })
  })

  it('fails as the queues fail', async () => {
    const ports = buildPorts()
    const error = new QueueError('1 of 2 queues failed')
    ports.queues.send.mockRejectedValue(error)

    await expect(forwardRun(report({}), 'webhook', ports, SIGNAL)).rejects.toBe(error)
  })
})
