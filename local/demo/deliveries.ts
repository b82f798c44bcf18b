import { readdirSync, readFileSync } from 'node:fs'
import type { Delivery } from './delivery.ts'
import { UNSENT_RUNS } from './unsent-runs.ts'

const RUNS = new URL('../../events/runs/', import.meta.url)

/** Read once more after the run had ended, and sent once more: a late cancel had moved its end, or its start had come late. */
const SECOND_READS: readonly string[] = ['cancel-after-completed.final', 'completed-started-late.first']

/** The recorded answers of a Hatchet engine, but for those that no hook would send. */
export const recordedDeliveries = (): Delivery[] =>
  readdirSync(RUNS)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => file.replace(/\.json$/, ''))
    .filter((title) => !UNSENT_RUNS.includes(title))
    .map((title) => {
      const body = readFileSync(new URL(`${title}.json`, RUNS))
      return { title, body, expected: expectedOf(title, JSON.parse(body.toString()).run.status) }
    })

/** What must come of a run follows from its status, and from whether it was sent before. */
const expectedOf = (title: string, status: string): Delivery['expected'] => {
  if (!['COMPLETED', 'FAILED', 'CANCELLED'].includes(status)) return { status: 200, metric: 'Ignored' }
  if (SECOND_READS.includes(title)) return { status: 200, metric: 'Duplicates' }
  return { status: 202, metric: 'RunsForwarded', dimension: status }
}

/** Requests that must be refused, and put nothing on a queue. */
export const refusedDeliveries = (): Delivery[] => {
  const body = readFileSync(new URL('ok.final.json', RUNS))
  const refused = (status: number, dimension: string): Delivery['expected'] => ({
    status,
    metric: 'Rejected',
    dimension,
  })
  return [
    {
      title: 'a wrong signature',
      body,
      headers: { 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` },
      expected: refused(401, 'signature'),
    },
    { title: 'a signature of ten minutes ago', body, ageSeconds: 600, expected: refused(401, 'signature') },
    { title: 'a body that is not JSON', body: Buffer.from('run finished'), expected: refused(400, 'json') },
    {
      title: 'JSON that is no V1WorkflowRun',
      body: Buffer.from('{"run":{"status":"DONE","metadata":{}}}'),
      expected: refused(422, 'schema'),
    },
    {
      title: 'a run sent as a form',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      expected: refused(415, 'content-type'),
    },
  ]
}
