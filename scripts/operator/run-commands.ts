import { type Command, CommanderError } from 'commander'

/**
 * Runs commands with the arguments of this process, and sets the exit code: 2 where they were called wrongly.
 *
 * @param program - with exitOverride
 */
export const runCommands = async (program: Command): Promise<void> => {
  try {
    await program.parseAsync()
  } catch (error) {
    // Help was asked for, or the call was wrong: it has said so.
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? 0 : 2
  }
}
