import { spawn } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildLocalHandlers } from './build-local-handlers.ts'
import { lambdaEvent } from './invoke/lambda-event.ts'
import { type EventFile, readEventFile } from './invoke/read-event-file.ts'
import { lambdaEnvironment } from './lambda/lambda-environment.ts'
import { readStack } from './read-stack.ts'
import { OSLS } from './service/osls.ts'
import { LOCAL_FOLDER, PROJECT_ROOT } from './service/project-root.ts'
import type { StackDescription } from './stack-description.ts'
import { startBuiltStack } from './start-built-stack.ts'
import { complain } from './terminal/complain.ts'
import { runCommand } from './terminal/run-command.ts'
import { stopSignal } from './terminal/stop-signal.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm run invoke -- FUNCTION FILE

Invokes a built function once, through "osls invoke local" for stage local, and prints what it writes and answers.
FILE is a Lambda event; for receive it may be a run, which is signed now and wrapped as the HTTP API would.

  npm run invoke -- receive events/runs/fail-error.final.json

Uses the local cloud that is up (npm start), or starts one for the call.`

/** Our environment but for what it says of AWS, and the emulated services'. */
const invokeEnvironment = ({ endpoints, logFile }: StackDescription): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  ...lambdaEnvironment(endpoints),
  PATH: process.env['PATH'],
  RELAY_LOCAL_DIR: dirname(logFile),
})

/** @returns the exit code: 0 if the function answered */
const invoke = async (
  name: string,
  file: EventFile,
  stack: StackDescription,
  stopped: Promise<number>,
): Promise<number> => {
  const path = join(dirname(stack.logFile), `event-${process.pid}.json`)
  writeFileSync(path, JSON.stringify(lambdaEvent(name, file, stack.webhookSecret)))
  try {
    const args = [OSLS, 'invoke', 'local', '--stage', 'local', '--function', name, '--path', path]
    const child = spawn(process.execPath, args, { cwd: PROJECT_ROOT, env: invokeEnvironment(stack), stdio: 'inherit' })
    void stopped.then(() => child.kill('SIGTERM'))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    return (await ended) ?? (await stopped)
  } finally {
    rmSync(path, { force: true })
  }
}

await runCommand(HELP, {}, async ({ positionals: [name, file, ...others] }) => {
  if (name === undefined || file === undefined || others.length > 0) {
    throw new UsageError('name one function and one file')
  }
  if (!existsSync(join(PROJECT_ROOT, 'handlers', `${name}.ts`))) throw new UsageError(`there is no function ${name}`)
  const event = readEventFile(file)
  if (name === 'alert' && event.value['Records'] === undefined) {
    throw new UsageError(
      'alert takes what SQS brings, an event with Records: npm run send lets the queue bring it a run',
    )
  }
  const stopped = stopSignal()
  const running = readStack()
  if (running !== null) {
    await buildLocalHandlers()
    return invoke(name, event, running, stopped)
  }
  complain('No local cloud is up: starting one for this call …')
  const folder = join(LOCAL_FOLDER, `invoke-${process.pid}`)
  const stack = await startBuiltStack({ folder }, stopped)
  if (stack === null) return stopped
  try {
    return await invoke(name, event, stack.description, stopped)
  } finally {
    await stack.stop()
  }
})
