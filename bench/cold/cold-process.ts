// One cold start: loads a bundle, handles one event, and writes what that took to file descriptor 3. Nothing is imported
// that the bundle would have to load itself: that is its cost, not ours.
import { writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { BENCH_SECRET } from '../bench-secret.ts'
import { createAnsweringSocket } from './answering-socket.ts'

/** What a cold start took. */
export interface ColdStart {
  /** Loading the bundle, ms. */
  readonly loadMs: number
  /** The first event, with the first reads of the secret and of the ledger, the first send and the first record, ms. */
  readonly firstMs: number
  /** The most memory the process had, bytes. */
  readonly peakRssBytes: number
}

type Handler = (event: unknown, context: object) => Promise<{ statusCode: number }>

const [, , bundle = '', event = ''] = process.argv
const parsed: unknown = JSON.parse(event)
const milliseconds = (): number => Number(process.hrtime.bigint()) / 1e6
const context = { awsRequestId: '0b1f3c1e-7f0a-4a51-9f0e-5a2f1d3c4b5a', getRemainingTimeInMillis: () => 10_000 }

const CALLS = 'GetItem,GetSecretValue,GetSecretValue,SendMessage,UpdateItem'
const ANSWERS: Readonly<Record<string, object>> = {
  GetSecretValue: { SecretString: BENCH_SECRET, CreatedDate: 1_700_000_000 },
  SendMessage: { MessageId: 'bb2f6e5c-1b1c-4f1a-9d3e-3d1f9a1f7a55' },
}
const called: string[] = []

const start = milliseconds()
const { handler }: { handler: Handler } = bundle.endsWith('.cjs')
  ? createRequire(import.meta.url)(bundle)
  : await import(bundle)
const loaded = milliseconds()
// The bundle has loaded it by now; an empty handler has no use for it.
if (!bundle.includes('empty')) {
  const { Agent } = process.getBuiltinModule('node:https')
  Agent.prototype.createConnection = () =>
    createAnsweringSocket((head) => {
      const call = /^x-amz-target: \w+\.(\w+)/im.exec(head)?.[1] ?? ''
      called.push(call)
      return ANSWERS[call] ?? {}
    })
}
const { statusCode } = await handler(parsed, context)
const answered = milliseconds()
if (statusCode !== 202) throw new Error(`${bundle} answered ${statusCode}`)
// A run is forwarded without the ledger too, and sooner.
if (!bundle.includes('empty') && called.sort().join() !== CALLS) throw new Error(`${bundle} called ${called}`)
const result: ColdStart = {
  loadMs: loaded - start,
  firstMs: answered - loaded,
  peakRssBytes: process.resourceUsage().maxRSS * 1_024,
}
writeSync(3, JSON.stringify(result))
// Timers of the SDK would keep the process.
process.exit(0)
