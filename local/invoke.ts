import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buildHandlers } from '../scripts/build-handlers.ts'
import { lambdaEvent } from './invoke/lambda-event.ts'
import { type EventFile, readEventFile } from './invoke/read-event-file.ts'
import { lambdaEnvironment } from './lambda/lambda-environment.ts'
import { readStack } from './read-stack.ts'
import { OSLS } from './service/osls.ts'
import { LOCAL_FOLDER, PROJECT_ROOT } from './service/project-root.ts'
import { startStack } from './stack.ts'
import type { StackDescription } from './stack-description.ts'
import { complain } from './terminal/complain.ts'
import { runCommand } from './terminal/run-command.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run invoke -- FUNCTION FILE

Invokes a built function once, through "osls invoke local" for stage local, and prints what it writes and answers.
FILE is a Lambda event; for receive it may be a run, which is signed now and wrapped as the HTTP API would.

  npm run invoke -- receive events/runs/fail-error.final.json

Uses the local cloud that is up (npm start), or starts one for the call.`

/** @returns the exit code: 0 if the function answered */
const invoke = async (name: string, file: EventFile, stack: StackDescription): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-invoke-'))
  const path = join(folder, 'event.json')
  writeFileSync(path, JSON.stringify(lambdaEvent(name, file, stack.webhookSecret)))
  // Ctrl-C reaches the framework too, and ends it: what is left to do here is to tidy up.
  process.on('SIGINT', () => {})
  const args = [OSLS, 'invoke', 'local', '--stage', 'local', '--function', name, '--path', path]
  const env = {
    ...process.env,
    ...lambdaEnvironment(stack.endpoints),
    RELAY_LOCAL_DIR: dirname(stack.logFile),
    AWS_PROFILE: undefined,
  }
  const child = spawn(process.execPath, args, { cwd: PROJECT_ROOT, env, stdio: 'inherit' })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  rmSync(folder, { recursive: true })
  return code ?? 130
}

await runCommand(HELP, {}, async ({ positionals: [name, file, ...others] }) => {
  if (name === undefined || file === undefined || others.length > 0)
    throw new UsageError('name one function and one file')
  if (!existsSync(join(PROJECT_ROOT, 'handlers', `${name}.ts`))) throw new UsageError(`there is no function ${name}`)
  const event = readEventFile(file)
  await buildHandlers()
  const running = readStack()
  if (running !== null) return invoke(name, event, running)
  complain('No local cloud is up: starting one for this call …')
  const stack = await startStack({ folder: join(LOCAL_FOLDER, `invoke-${process.pid}`) })
  try {
    return await invoke(name, event, stack.description)
  } finally {
    await stack.stop()
  }
})
