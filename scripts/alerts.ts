import { createProgram } from './alerts/create-program.ts'
import { runCommands } from './operator/run-commands.ts'

await runCommands(createProgram())
