import { relative } from 'node:path'
import { LOCAL_FOLDER } from './service/project-root.ts'
import type { StackOptions } from './stack.ts'
import { narrate } from './start/narrate.ts'
import { startBuiltStack } from './start-built-stack.ts'
import { clockTime } from './terminal/clock-time.ts'
import { colour } from './terminal/colour.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { showNotification } from './terminal/show-notification.ts'
import { stopSignal } from './terminal/stop-signal.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm start [-- --port N]

Runs the whole service on this machine until Ctrl-C, without an AWS account, and shows each request, message and metric.

  --port N   port of the HTTP API, 3000 by default; 0 for any that is free

While it is up, .local/stack.json says where everything is: the API, the signing secret, the emulated AWS services,
queues and tables, and the file with every line the functions wrote.`

const readPort = (text: string): number => {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port must be a number from 0 to 65535, not ${text}`)
  return port
}

const tell = (line: string): void => say(`${colour('dim')(clockTime())}  ${line}`)

await runCommand(HELP, { port: { type: 'string', default: '3000' } }, async ({ values, positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm start takes no ${positionals[0]}`)
  const port = readPort(values.port)
  const stopped = stopSignal()
  say('Building the functions and starting them beside emulated AWS services …')
  const options: StackOptions = {
    folder: LOCAL_FOLDER,
    port,
    onRequest: (request) => tell(narrate.request(request)),
    onMessage: (message) => tell(narrate.message(message)),
    onTold: (message) => say('', ...showNotification(message), ''),
    onLine: (line) => tell(narrate.line(line)),
  }
  const stack = await startBuiltStack(options, stopped)
  if (stack === null) return 130
  const { apiUrl, logFile } = stack.description
  // What ends in the local Hatchet from here on is new to reconcile.
  await stack.invoke('reconcile', { schedule: '5min', windowMinutes: 60 })
  say(
    '',
    colour('bold')(`Up: POST ${apiUrl}/webhooks/hatchet`),
    '  Send it runs from another terminal:  npm run send -- events/runs',
    '  Let runs end that nobody sends:      npm run hatchet -- events/runs/cancel-running.final.json',
    `  Where everything is:                 ${relative('.', LOCAL_FOLDER)}/stack.json`,
    `  What the functions wrote:            ${relative('.', logFile)}`,
    '  Stop with Ctrl-C.',
    '',
  )
  await stopped
  await stack.stop()
  return 0
})
