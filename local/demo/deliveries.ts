import { readdirSync, readFileSync } from 'node:fs'
import type { Delivery } from './delivery.ts'

const RUNS = new URL('../../events/runs/', import.meta.url)

/** Every recorded answer of a Hatchet engine. What must come of it follows from the status in it alone. */
export const recordedDeliveries = (): Delivery[] =>
  readdirSync(RUNS)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const body = readFileSync(new URL(file, RUNS))
      const status: string = JSON.parse(body.toString()).run.status
      return {
        title: file.replace(/\.json$/, ''),
        body,
        expected: ['COMPLETED', 'FAILED', 'CANCELLED'].includes(status)
          ? { status: 202, metric: 'RunsForwarded', dimension: status }
          : { status: 200, metric: 'Ignored' },
      }
    })

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
