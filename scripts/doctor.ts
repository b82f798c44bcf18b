import { CommanderError } from 'commander'
import { createDoctor } from './doctor/create-doctor.ts'

try {
  await createDoctor().parseAsync()
} catch (error) {
  // Help was asked for, or the call was wrong: it has said so.
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
