import { existsSync, readFileSync } from 'node:fs'
import { complain } from './complain.ts'

/** Exit codes of a process that a signal ended: 128 and the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** How often a parent's death is looked for, ms: npm can be killed without its command being told. */
const PARENT_CHECK_MS = 500

/**
 * Waits to be told to stop: by Ctrl-C, by SIGTERM, by the terminal's or the parent process's end.
 *
 * A second Ctrl-C does not wait for anything.
 *
 * @returns the exit code
 */
export const stopSignal = (): Promise<number> =>
  new Promise((resolve) => {
    for (const [signal, code] of Object.entries(EXIT_CODES)) {
      process.once(signal, () => {
        process.once('SIGINT', () => process.exit(EXIT_CODES.SIGINT))
        if (signal === 'SIGINT') complain('Stopping … (Ctrl-C again to stop at once)')
        resolve(code)
      })
    }
    const callers = callersOfThis()
    if (isAbandoned(callers)) resolve(EXIT_CODES.SIGHUP)
    setInterval(() => {
      if (callersOfThis() !== callers) resolve(EXIT_CODES.SIGHUP)
    }, PARENT_CHECK_MS).unref()
  })

/** Whether npm, which started this, has gone before the first look, where the system tells what its processes are. */
const isAbandoned = (callers: string): boolean => {
  if (process.env['npm_lifecycle_event'] === undefined) return false
  try {
    return !callers.split(' ').some((pid) => /npm|yarn|bun/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
  } catch {
    return existsSync('/proc/self/cmdline')
  }
}

/** The parent and, where the system tells it in a file, its parent: npm starts a shell, and the shell starts us. */
const callersOfThis = (): string => {
  try {
    const [, parentOfParent = ''] = /\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? []
    return `${process.ppid} ${parentOfParent}`
  } catch {
    return String(process.ppid)
  }
}
