import { ConfigError } from '../../lib/errors.ts'
import { colour } from '../../local/terminal/colour.ts'
import { complain } from '../../local/terminal/complain.ts'
import { say } from '../../local/terminal/say.ts'
import { UsageError } from '../../local/terminal/usage-error.ts'
import type { CommandResult } from './command-result.ts'
import type { CommonOptions } from './common-options.ts'
import { explainFault } from './explain-fault.ts'
import { nameOfDeployment } from './name-of-deployment.ts'
import { OperatorError } from './operator-error.ts'

/**
 * Does what a command is for, says what came of it, and sets the exit code: 1 where it could not be done, 2 where it was
 * called wrongly. What it worked on is said before, but not in JSON.
 */
export const runAndSay = async (options: CommonOptions, work: () => Promise<CommandResult>): Promise<void> => {
  const where = nameOfDeployment(options)
  // A reader that has seen enough, as in `| head`, is no fault.
  process.stdout.on('error', () => process.exit(1))
  try {
    const result = await work()
    if (options.json === true) say(JSON.stringify(result.json, null, 2))
    else say(...(result.isOfDeployment === false ? [] : [colour('dim')(`On ${where}:`)]), ...result.lines)
    process.exitCode = result.exitCode ?? 0
  } catch (fault) {
    const isUsers = [OperatorError, UsageError, ConfigError].some((kind) => fault instanceof kind)
    complain(isUsers && fault instanceof Error ? fault.message : explainFault(fault, where))
    process.exitCode = fault instanceof UsageError ? 2 : 1
  }
}
