import { type Command, CommanderError } from 'commander'
import { complain } from '../../local/terminal/complain.ts'
import { keptByNpm } from '../../local/terminal/kept-by-npm.ts'

/**
 * Runs commands with the arguments of this process, and sets the exit code: 2 where they were called wrongly.
 *
 * @param program - with exitOverride
 */
export const runCommands = async (program: Command): Promise<void> => {
  const kept = keptByNpm(optionsOf(program), program.name().replace(/ --$/, ''))
  if (kept !== null) {
    complain(kept)
    process.exitCode = 2
    return
  }
  try {
    await program.parseAsync()
  } catch (error) {
    // Help was asked for, or the call was wrong: it has said so.
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? 0 : 2
  }
}

/** Long names of all options, those of its commands too. */
const optionsOf = ({ options, commands }: Command): string[] => [
  ...options.flatMap(({ long }) => long?.slice(2) ?? []),
  ...commands.flatMap(optionsOf),
]
