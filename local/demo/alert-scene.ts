import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { endAt } from '../hatchet/end-at.ts'
import type { RunDetails } from '../hatchet/run-details.ts'
import type { ToldMessage } from '../sinks/told-message.ts'
import type { Stack } from '../stack.ts'
import { deliver } from './deliver.ts'

const RECORDED = new URL('../../events/runs/', import.meta.url)

/** What happened, and what people were told of it. */
export interface AlertAct {
  readonly title: string
  readonly told: readonly ToldMessage[]
}

/** How many failures follow the first. */
export const MORE_FAILURES = 9

/** Longest wait for a message, ms: the batch that is waited for to fill, an update's interval, and some more. */
const PATIENCE_MS = 20_000

/** Longer than `resolveAfterQuiet` of the local policy, ms. */
const QUIET_MS = 2_500

/**
 * Lets two workflows fail and one recover, as time goes, and waits each time for what there is to tell.
 *
 * @param published - grows by each message that people get
 * @param tell - is told what happens
 */
export const playAlertScene = async (
  { description, invoke }: Stack,
  published: readonly ToldMessage[],
  tell: (doing: string) => void,
): Promise<AlertAct[]> => {
  const send = async (workflow: string, recorded: string): Promise<void> => {
    const body = Buffer.from(JSON.stringify(runOf(workflow, recorded)))
    const delivery = { title: workflow, body, expected: { status: 202, metric: 'RunsForwarded' } } as const
    await deliver(delivery, description.apiUrl, description.webhookSecret)
  }
  const act = async (title: string, messages: number, play: () => Promise<void>): Promise<AlertAct> => {
    tell(`Alerts: ${title} …`)
    const before = published.length
    await play()
    const patience = AbortSignal.timeout(PATIENCE_MS)
    while (published.length < before + messages && !patience.aborted) {
      await sleep(200)
      // On AWS, every minute.
      await invoke('sweep', {})
    }
    return { title, told: published.slice(before) }
  }
  return [
    await act('charge-orders fails', 1, () => send('charge-orders', 'dag-partial-fail.final')),
    await act(`it fails ${MORE_FAILURES} more times`, 1, async () => {
      for (let count = 0; count < MORE_FAILURES; count++) await send('charge-orders', 'dag-partial-fail.final')
    }),
    await act('it succeeds again, and then it is quiet', 1, async () => {
      await sleep(QUIET_MS)
      for (let count = 0; count < 3; count++) await send('charge-orders', 'dag-ok.final')
    }),
    // To a pager and a chat.
    await act('send-invoices fails', 2, () => send('send-invoices', 'py-fail.final')),
  ]
}

const ids = new Map<string, string>()
let runs = 0

/** A recorded run as one of another workflow, which ended just now. */
const runOf = (workflow: string, recorded: string): RunDetails => {
  const details = JSON.parse(readFileSync(new URL(`${recorded}.json`, RECORDED), 'utf8')) as RunDetails
  const { run } = endAt(details, Date.now())
  runs += 1
  const id = `00000000-0000-4000-8000-${String(runs).padStart(12, '0')}`
  const workflowId = ids.get(workflow) ?? id
  ids.set(workflow, workflowId)
  const metadata = { ...Object(run['metadata']), id }
  return { ...details, run: { ...run, metadata, workflowId }, workflowConfig: { Name: workflow } }
}
