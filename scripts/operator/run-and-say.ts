import { ConfigError } from '../../lib/errors.ts'
import { complain } from '../../local/terminal/complain.ts'
import { say } from '../../local/terminal/say.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import type { CommandResult } from './command-result.ts'
import type { CommonOptions } from './common-options.ts'
import { explainFault } from './explain-fault.ts'
import { OperatorError } from './operator-error.ts'

/**
 * Does what a command is for, says what came of it, and sets the exit code: 1 where it could not be done, 2 where it was
 * called wrongly.
 */
export const runAndSay = async ({ stage, json }: CommonOptions, work: () => Promise<CommandResult>): Promise<void> => {
  // A reader that has seen enough, as in `| head`, is no fault.
  process.stdout.on('error', () => process.exit(1))
  try {
    const result = await work()
    if (json === true) say(JSON.stringify(result.json, null, 2))
    else say(...result.lines)
    process.exitCode = result.exitCode ?? 0
  } catch (fault) {
    const isUsers = [OperatorError, UsageError, ConfigError].some((kind) => fault instanceof kind)
    const where = stage === undefined ? 'the local cloud' : `stage ${stage}`
    complain(isUsers && fault instanceof Error ? fault.message : explainFault(fault, where))
    process.exitCode = fault instanceof UsageError ? 2 : 1
  }
}
