import type { Bundles } from '../build-bundles.ts'
import type { CallRow } from './call-row.ts'
import { measurePoll, type Poll } from './measure-poll.ts'
import { measureWebhookCalls } from './measure-webhook-calls.ts'

/** Rows that are listed, and how many of them are new. */
const POLLS = [
  [10_000, 100],
  [10_000, 0],
  [50_000, 0],
] as const

export interface Calls {
  readonly webhooks: readonly CallRow[]
  readonly polls: readonly Poll[]
}

/** Counts the calls of the functions as they are deployed. */
export const measureCalls = async (
  bundles: Bundles,
  show: (line: string) => void,
  signal: AbortSignal,
): Promise<Calls> => {
  show('calls: webhooks')
  const webhooks = await measureWebhookCalls(bundles, signal)
  const polls: Poll[] = []
  for (const [rows, untold] of POLLS) {
    show(`calls: poll of ${rows} runs, ${untold} new`)
    polls.push(await measurePoll(bundles, rows, untold, signal))
  }
  return { webhooks, polls }
}
