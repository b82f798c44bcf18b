import { createDoctor } from './doctor/create-doctor.ts'
import { runCommands } from './operator/run-commands.ts'

await runCommands(createDoctor())
// Once all of it is said: a request that nobody answers would hold it up.
process.stdout.write('', () => process.exit())
