import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { complain } from './complain.ts'
import { keptByNpm } from './kept-by-npm.ts'
import { say } from './say.ts'
import { UsageError } from './usage-error.ts'

type Parsed<TOptions extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: TOptions; allowPositionals: true }>
>

/**
 * Runs a command with its arguments, and sets the exit code: 0 for `--help`, 2 with the help for wrong arguments, 1 with
 * its message for a failure, and else what the command answers.
 */
export const runCommand = async <const TOptions extends ParseArgsOptionsConfig>(
  help: string,
  options: TOptions,
  command: (parsed: Parsed<TOptions>) => Promise<number>,
): Promise<void> => {
  // A reader that has seen enough, as in `| head`, is no fault.
  process.stdout.on('error', () => process.exit(1))
  process.stderr.on('error', () => {})
  const helpOption = { type: 'boolean', short: 'h' } as const
  try {
    const args = process.argv.slice(2)
    if (parseArgs({ args, options: { help: helpOption }, strict: false, allowPositionals: true }).values['help']) {
      say(help)
      return
    }
    const kept = keptByNpm(Object.keys(options), commandOf(help))
    if (kept !== null) throw new UsageError(kept)
    process.exitCode = await command(parseArgs({ args, options, allowPositionals: true }))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const isUsage = error instanceof UsageError || String(Object(error).code).startsWith('ERR_PARSE_ARGS')
    complain(isUsage ? firstSentence(message) : message, ...(isUsage ? ['', help] : []))
    process.exitCode = isUsage ? 2 : 1
  }
}

const commandOf = (help: string): string => /^Usage: (npm (?:run )?\S+)/.exec(help)?.[1] ?? 'npm run …'

/** Node explains at length how an argument could be meant. */
const firstSentence = (message: string): string => message.split('. ', 1)[0] ?? message
