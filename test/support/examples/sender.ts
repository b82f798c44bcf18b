import type { ReportOptions } from '../../../examples/hatchet-worker/send-run.ts'
import type { RecordedHook } from './recorded-hook.ts'

type Options = { readonly [Name in Exclude<keyof ReportOptions, 'log'>]?: string }

/** One of the files that users copy into their workers, called as by a hook. */
export interface Sender {
  readonly language: string
  /** Whether this machine can run it. */
  readonly canRun: boolean
  /** @returns the lines that it logged */
  report(hook: RecordedHook, status: 'FAILED' | 'COMPLETED', options: Options): Promise<string[]>
  stop(): void
}
