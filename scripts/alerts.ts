import { CommanderError } from 'commander'
import { createProgram } from './alerts/create-program.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  // Help was asked for, or the call was wrong: it has said so.
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
