import type { ReportOptions } from '../../../examples/hatchet-worker/send-run.ts'
import type { RecordedHook } from './recorded-hook.ts'

type Options = { readonly [Name in Exclude<keyof ReportOptions, 'log'>]?: string | readonly string[] }

/** One of the files that users copy into their workers, called as by a hook. */
export interface Sender {
  readonly language: string
  /** Whether this machine can run it. */
  readonly canRun: boolean
  /**
   * @param hook - null for none
   * @returns the lines that it logged
   */
  report(hook: RecordedHook | null, status: 'FAILED' | 'COMPLETED', options: Options): Promise<string[]>
  stop(): void
}
