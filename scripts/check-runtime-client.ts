import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '../local/service/project-root.ts'
import { startEmulators } from '../local/start-emulators.ts'
import { colour } from '../local/terminal/colour.ts'
import { runCommand } from '../local/terminal/run-command.ts'
import { say } from '../local/terminal/say.ts'
import { untilStopped } from '../local/terminal/until-stopped.ts'
import { UsageError } from '../local/terminal/usage-error.ts'
import { buildRuntimeClient } from './runtime-client/build-runtime-client.ts'
import type { Evidence } from './runtime-client/evidence.ts'
import { findClientFaults } from './runtime-client/find-client-faults.ts'
import { gatherEvidence } from './runtime-client/gather-evidence.ts'
import { showEvidence } from './runtime-client/show-evidence.ts'
import { unpackZip } from './runtime-client/unpack-zip.ts'

/** Of aws-lambda-ric: Lambda's own client of the Runtime API, as its Node runtimes have it. */
const VERSION = '4.0.2'
const ZIP = join(PROJECT_ROOT, '.serverless/receive.zip')
const RUN = join(PROJECT_ROOT, 'events/runs/fail-error.final.json')

const HELP = `Usage: npm run check:runtime

Runs the package that is deployed, .serverless/receive.zip, under Lambda's own runtime client (aws-lambda-ric ${VERSION})
with the JSON log format: delivers a run, and shows the answer, the message on the queue, and the metric.
Exits with 0 only if everything came out as it must, or with SKIPPED where the client cannot be built: that takes
Linux, cmake, make, g++, python3, tar, xz, and one to three minutes the first time.`

/** Runs the package in a folder of its own, which is gone afterwards. */
const tryPackage = async (client: string, signal: AbortSignal): Promise<Evidence> => {
  const folder = mkdtempSync(join(tmpdir(), 'relay-runtime-client-'))
  const clear = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clear)
  try {
    const packageFolder = join(folder, 'package')
    unpackZip(ZIP, packageFolder)
    const emulators = await startEmulators()
    try {
      return await gatherEvidence({ client, packageFolder, folder, emulators, run: RUN, signal })
    } finally {
      await emulators.stop()
    }
  } finally {
    clear()
    process.off('exit', clear)
  }
}

/** @returns the exit code */
const check = async (signal: AbortSignal): Promise<number> => {
  const client = await buildRuntimeClient(VERSION, join(PROJECT_ROOT, 'node_modules/.cache'), signal)
  if (!client.ok) {
    say(colour('yellow')(`SKIPPED: the real runtime client was not built: ${client.reason}`))
    return 0
  }
  say(`Running .serverless/receive.zip under aws-lambda-ric ${VERSION}, on events/runs/fail-error.final.json …`)
  const evidence = await tryPackage(client.file, signal)
  say(...showEvidence(evidence))
  const faults = findClientFaults(evidence)
  if (faults.length === 0) {
    say('', colour('green')("Under Lambda's own client the package answers, sends and counts as it must."))
    return 0
  }
  say('', 'Not as it must be', ...faults.map((fault) => colour('red')(`  ${fault}`)))
  return 1
}

await runCommand(HELP, {}, ({ positionals }) => {
  if (positionals.length > 0) throw new UsageError(`npm run check:runtime takes no ${positionals[0]}`)
  return untilStopped(check)
})
