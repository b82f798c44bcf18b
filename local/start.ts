import { relative } from 'node:path'
import { LOCAL_FOLDER } from './service/project-root.ts'
import type { StackOptions } from './stack.ts'
import { describeOwnHatchet } from './start/describe-own-hatchet.ts'
import { narrate } from './start/narrate.ts'
import { readOwnHatchet } from './start/read-own-hatchet.ts'
import { startBuiltStack } from './start-built-stack.ts'
import { clockTime } from './terminal/clock-time.ts'
import { colour } from './terminal/colour.ts'
import { runCommand } from './terminal/run-command.ts'
import { say } from './terminal/say.ts'
import { showNotification } from './terminal/show-notification.ts'
import { stopSignal } from './terminal/stop-signal.ts'
import { UsageError } from './terminal/usage-error.ts'

const HELP = `Usage: npm start [-- --port N] [--tenants FILE [--dashboard URL]]

Runs the whole service on this machine until Ctrl-C, without an AWS account, and shows each request, message and metric.

  --port N         port of the HTTP API, 3000 by default; 0 for any that is free
  --tenants FILE   polls a Hatchet of your own. FILE holds what the secret hatchet-tenants is to hold:
                   [{"tenantId": "707d0855-…", "token": "…", "apiUrl": "http://localhost:8080"}]
  --dashboard URL  base of the links to its runs, https://cloud.hatchet.run by default

While it is up, .local/stack.json says where everything is: the API, the signing secret, the emulated AWS services,
queues and tables, and the file with every line the functions wrote.`

const readPort = (text: string): number => {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new UsageError(`--port must be a number from 0 to 65535, not ${text}`)
  return port
}

const tell = (line: string): void => say(`${colour('dim')(clockTime())}  ${line}`)

const LOCAL_HATCHET = [
  '  Let runs end that nobody sends:      npm run hatchet -- events/runs/cancel-running.final.json',
]

const OPTIONS = {
  port: { type: 'string', default: '3000' },
  tenants: { type: 'string' },
  dashboard: { type: 'string' },
} as const

/** @throws UsageError */
const readHatchet = (tenants: string | undefined, dashboard: string | undefined) => {
  if (tenants !== undefined) return readOwnHatchet(tenants, dashboard)
  if (dashboard !== undefined) throw new UsageError('--dashboard goes with --tenants, the file that names the tenants')
  return undefined
}

await runCommand(HELP, OPTIONS, async ({ values, positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm start takes no ${positionals[0]}`)
  const port = readPort(values.port)
  const ownHatchet = readHatchet(values.tenants, values.dashboard)
  const stopped = stopSignal()
  say('Building the functions and starting them beside emulated AWS services …')
  const options: StackOptions = {
    folder: LOCAL_FOLDER,
    port,
    ownHatchet,
    onRequest: (request) => tell(narrate.request(request)),
    onMessage: (message) => tell(narrate.message(message)),
    onTold: (message) => say('', ...showNotification(message), ''),
    onLine: (line) => tell(narrate.line(line)),
  }
  const stack = await startBuiltStack(options, stopped)
  if (stack === null) return 130
  const { apiUrl, logFile } = stack.description
  // What ends in Hatchet from here on is new to reconcile.
  await stack.invoke('reconcile', { schedule: '5min', windowMinutes: 60 })
  say(
    '',
    colour('bold')(`Up: POST ${apiUrl}/webhooks/hatchet`),
    '  Send it runs from another terminal:  npm run send -- events/runs',
    ...(ownHatchet === undefined ? LOCAL_HATCHET : describeOwnHatchet(ownHatchet)),
    `  Where everything is:                 ${relative('.', LOCAL_FOLDER)}/stack.json`,
    `  What the functions wrote:            ${relative('.', logFile)}`,
    '  Stop with Ctrl-C.',
    '',
  )
  await stopped
  await stack.stop()
  return 0
})
