import { runCommands } from './operator/run-commands.ts'
import { createRedriveProgram } from './redrive/create-redrive-program.ts'

await runCommands(createRedriveProgram())
