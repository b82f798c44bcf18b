import type { RunReport } from './run-report.ts'
import { TERMINAL_STATUSES, type TerminalStatus } from './run-status.ts'

const terminal: ReadonlySet<string> = new Set(TERMINAL_STATUSES)

/** Whether the reported run has ended. */
export const isTerminal = (report: RunReport): report is RunReport<TerminalStatus> => terminal.has(report.run.status)
