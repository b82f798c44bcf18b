import { randomUUID } from 'node:crypto'
import { signDelivery } from '../sender/sign-delivery.ts'
import type { Delivery } from './delivery.ts'

/** What the API answered to a delivery. */
export interface Answered {
  readonly delivery: Delivery
  readonly status: number
  /** Members of its JSON body. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Signs a delivery and posts it. */
export const deliver = async (delivery: Delivery, apiUrl: string, secret: string): Promise<Answered> => {
  const timestamp = Math.floor(Date.now() / 1_000) - (delivery.ageSeconds ?? 0)
  const response = await fetch(`${apiUrl}/webhooks/hatchet`, {
    method: 'POST',
    body: delivery.body,
    headers: {
      'content-type': 'application/json',
      ...signDelivery(delivery.body, { secret, id: `msg_${randomUUID()}`, timestamp }),
      ...delivery.headers,
    },
    signal: AbortSignal.timeout(15_000),
  })
  return { delivery, status: response.status, body: (await response.json()) as Record<string, unknown> }
}
