import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { pause } from '../../local/pause.ts'

/** How long its start may take, ms, and how often it is asked meanwhile. */
const START_PATIENCE_MS = 30_000
const START_CHECK_MS = 200

/** An AWS on this machine, which others wrote: https://docs.getmoto.org. */
export interface Moto {
  readonly endpoint: string
  /** Types of resources that its CloudFormation has passed over without a word in its answers. */
  unsupportedTypes(): readonly string[]
  /**
   * The next calls of functions are answered so, one after the other. It runs no function: that would take Docker, and it is
   * not what the emulator is here for.
   */
  answerCalls(account: string, region: string, answers: readonly object[]): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts moto on loopback.
 *
 * @param bin - folder of its programs
 * @throws with its own words if it does not come up
 */
export const startMoto = async (bin: string, signal: AbortSignal): Promise<Moto> => {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const child = spawn(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk
    })
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    kill()
    await ended
  }
  const patience = AbortSignal.any([signal, AbortSignal.timeout(START_PATIENCE_MS)])
  while (!(await isUp(endpoint))) {
    if (patience.aborted || child.exitCode !== null) {
      await stop()
      throw new Error(`moto did not start:\n${log}`)
    }
    await pause(START_CHECK_MS, patience)
  }
  await post(`${endpoint}/moto-api/config`, { lambda: { use_docker: false } })
  return {
    endpoint,
    unsupportedTypes: () => typesIn(log),
    answerCalls: (account_id, region, answers) => {
      const results = answers.map((answer) => JSON.stringify(answer))
      return post(`${endpoint}/moto-api/static/lambda-simple/response`, { results, account_id, region })
    },
    stop,
  }
}

const post = async (url: string, body: object): Promise<void> => {
  await fetch(url, { method: 'POST', body: JSON.stringify(body) })
}

const isUp = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/moto-api/`).then(
    ({ ok }) => ok,
    () => false,
  )

const typesIn = (log: string): readonly string[] => [
  ...new Set(Array.from(log.matchAll(/No Moto CloudFormation support for (\S+)/g), ([, type = '']) => type)),
]

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
