import { createDoctor } from './doctor/create-doctor.ts'
import { runCommands } from './operator/run-commands.ts'

await runCommands(createDoctor())
