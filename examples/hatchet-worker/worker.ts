// A worker whose runs are reported: an on-failure and an on-success hook, of one line each.

import { Hatchet } from '@hatchet-dev/typescript-sdk'
import { reportRun } from './send-run.ts'

const hatchet = Hatchet.init()

const orders = hatchet.workflow<{ orderId: string }>({ name: 'orders' })

orders.task({
  name: 'charge',
  retries: 2,
  fn: async ({ orderId }) => {
    if (orderId === '') throw new Error('an order needs an id')
    return { charged: orderId }
  },
})

// The time is said here, since a shorter one in `taskDefaults` would be the hook's, too: a report takes up to 20 s.
orders.onFailure({ executionTimeout: '60s', fn: (_input, ctx) => reportRun(ctx, 'FAILED') })
orders.onSuccess({ executionTimeout: '60s', fn: (_input, ctx) => reportRun(ctx, 'COMPLETED') })

const worker = await hatchet.worker('orders-worker', { workflows: [orders] })
await worker.start()
