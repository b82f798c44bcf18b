import { createHmac } from 'node:crypto'

export interface Signing {
  /** Base64, with or without `whsec_` before it. */
  readonly secret: string
  /** The delivery's id: the same for every attempt to deliver it. */
  readonly id: string
  /** Seconds since 1970. */
  readonly timestamp: number
}

/** The headers that sign a body, as Standard Webhooks 1.0 describes. */
export const signDelivery = (body: Uint8Array, { secret, id, timestamp }: Signing): Record<string, string> => {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` }
}
