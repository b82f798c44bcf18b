import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { HatchetError } from '../../lib/errors.ts'
import { createHatchetRuns } from '../../lib/hatchet/create-hatchet-runs.ts'
import type { HatchetOptions } from '../../lib/hatchet/hatchet-options.ts'
import type { RunQuery } from '../../lib/reconcile/hatchet-runs.ts'
import type { RunRow } from '../../lib/reconcile/run-row.ts'
import { listenOnLoopback } from '../../local/http/listen-on-loopback.ts'

/** How a server answers one request. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => unknown

export const TENANT_ID = '707d0855-80ab-4e1f-a156-f1c4546cbf52'
export const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.hunter2'
/** Our own clock. */
export const NOW = Date.parse('2026-11-22T12:00:00Z')
export const SIGNAL = new AbortController().signal

/** Any question for a page. */
export const QUERY: RunQuery = {
  since: '2026-11-22T11:00:00Z',
  until: '2026-11-22T12:00:00Z',
  statuses: ['FAILED', 'CANCELLED'],
  offset: 0,
  limit: 200,
}

// biome-ignore lint/suspicious/noExplicitAny: tests change and read arbitrary members of a recorded answer
export const recordedList = (name: string): any =>
  JSON.parse(readFileSync(new URL(`../fixtures/hatchet-lists/${name}.json`, import.meta.url), 'utf8'))

/** The row by which a recorded answer of details was found. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export const rowOf = ({ run }: any): RunRow => ({
  runId: run.metadata.id,
  createdAt: run.metadata.createdAt,
  status: run.status,
  startedAt: null,
  finishedAt: null,
  retryCount: 0,
})

/** Answers with a body, JSON unless it is bytes, and with no Date unless `headers` has one. */
export const answer =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answering =>
  (_request, response) => {
    response.sendDate = false
    response.writeHead(status, headers).end(body instanceof Uint8Array ? body : JSON.stringify(body))
  }

/** A Hatchet that gives the answers of a list, one after another, the last one for ever; and its client. */
export const startHatchet = async (answers: readonly Answering[], options: Partial<HatchetOptions> = {}) => {
  const requests: IncomingMessage[] = []
  const waits: number[] = []
  const server = await listenOnLoopback(async (request, response) => {
    requests.push(request)
    await answers[Math.min(requests.length, answers.length) - 1]?.(request, response)
  })
  onTestFinished(server.stop)
  const tenant = { tenantId: TENANT_ID, token: TOKEN, apiUrl: `${server.url}/hatchet`, ca: undefined }
  const sleep = async (ms: number) => {
    waits.push(ms)
  }
  const runs = createHatchetRuns(tenant, { now: () => NOW, sleep, random: () => 0.5, ...options })
  return { runs, requests, waits, urls: () => requests.map(({ url }) => url) }
}

/** The HatchetError that a call fails with; what else it fails with fails the test. */
export const faultOf = async (call: Promise<unknown>): Promise<HatchetError> => {
  const fault = await call.then(
    () => new Error('was answered'),
    (reason: unknown) => reason,
  )
  if (fault instanceof HatchetError) return fault
  throw fault
}
