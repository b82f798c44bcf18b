import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isRunning } from '../../local/is-running.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { commandEnvironment } from '../support/command-environment.ts'
import { findUnprintedLines } from '../support/find-unprinted-lines.ts'

interface Command {
  readonly pid: number
  output(): string
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
}

/** A place for one local cloud, and the commands that use it. */
interface Place {
  readonly stackFile: string
  stack(): { apiUrl: string; webhookSecret: string; endpoints: Record<string, string>; pid: number }
  run(script: string, args: readonly string[], input?: string, variables?: Record<string, string>): Command
  /** Starts a local cloud and waits until it is up. */
  start(): Promise<Command>
}

const pids: number[] = []

const newPlace = (): Place => {
  const folder = join(tmpdir(), `relay-commands-${randomUUID()}`)
  const stackFile = join(folder, 'stack.json')
  const run: Place['run'] = (script, args, input, variables) => {
    const env = commandEnvironment({ RELAY_LOCAL_DIR: folder, ...variables })
    const child = spawn(process.execPath, [`local/${script}.ts`, ...args], { cwd: PROJECT_ROOT, env })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk
      })
    }
    child.stdin.end(input)
    const ended = new Promise<number | string | null>((resolve) => {
      child.once('close', (code, signal) => resolve(signal ?? code))
    })
    pids.push(child.pid ?? 0)
    return { pid: child.pid ?? 0, output: () => output, ended }
  }
  return {
    stackFile,
    stack: () => JSON.parse(readFileSync(stackFile, 'utf8')),
    run,
    start: async () => {
      const command = run('start', ['--port', '0'])
      await vi.waitUntil(() => command.output().includes('Stop with Ctrl-C'), { timeout: 20_000 })
      return command
    },
  }
}

/** Processes that were started by this one, and theirs. */
const descendants = (pid: number): number[] => {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const childrenOf = (parent: number): number[] =>
    processes.flatMap(([child = 0, itsParent]) => (itsParent === parent ? [child, ...childrenOf(child)] : []))
  return childrenOf(pid)
}

afterAll(() => {
  for (const pid of pids) if (isRunning(pid)) process.kill(pid, 'SIGKILL')
})

const isUp = ({ output }: Command): boolean => output().includes('Stop with Ctrl-C')

// What its end leaves behind comes last.
describe('a local cloud', { shuffle: false }, () => {
  const place = newPlace()
  let cloud: Command
  let second: Command
  beforeAll(async () => {
    const both = [place.run('start', ['--port', '0']), place.run('start', ['--port', '0'])] as const
    await vi.waitUntil(() => both.some(isUp), { timeout: 20_000 })
    ;[cloud, second] = isUp(both[0]) ? both : [both[1], both[0]]
  }, 30_000)

  describe('that is up', { shuffle: true }, () => {
    it('shows each request, message and metric of what npm run send sends', async () => {
      const sent = place.run('send', ['events/runs/fail-error.final.json', 'events/runs/ok.running.json'])
      expect(await sent.ended).toBe(0)
      expect(sent.output()).toMatch(
        /^fail-error\.final\.json +202 +forwarded +529846a2-3be9-410f-b09f-16884d650951 +1$/m,
      )
      expect(sent.output()).toMatch(/^ok\.running\.json +200 +ignored/m)
      expect(sent.output()).toContain(`2 of 2 taken by ${place.stack().apiUrl}/webhooks/hatchet`)

      // What a process writes arrives beside its answer, and may come a moment later.
      await vi.waitUntil(() => /Ignored 1/.test(cloud.output()) && /202 in/.test(cloud.output()), { timeout: 5_000 })
      const shown = cloud.output()
      expect(findUnprintedLines('Try your own runs', shown)).toEqual([])
      expect(shown).toMatch(/metrics {2}RunsForwarded FAILED 1, RunDuration FAILED 17 ms, RunQueueTime FAILED 21 ms/)
    }, 20_000)

    it('lets npm run send send standard input as to a deployment, and fail where one is not taken', async () => {
      const { apiUrl, webhookSecret } = place.stack()
      const secretFile = join(tmpdir(), `relay-secret-${randomUUID()}`)
      writeFileSync(secretFile, `${webhookSecret}\n`)
      const deployment = ['--url', `${apiUrl}/webhooks/hatchet`, '--secret-file', secretFile]
      const body = readFileSync(join(PROJECT_ROOT, 'events/runs/dag-ok.final.json'), 'utf8')
      const [good, bad] = [body, '{"run":{}}'].map((input) => newPlace().run('send', [...deployment, '-'], input))
      expect(await good?.ended).toBe(0)
      expect(good?.output()).toMatch(/^standard input +202 +forwarded/m)
      expect(await bad?.ended).toBe(1)
      expect(bad?.output()).toMatch(/^standard input +422 +Not a V1WorkflowRun/m)
      expect(bad?.output()).toMatch(/^ {2}run\.tenantId must be: UUID$/m)
      expect(bad?.output()).toContain('0 of 1 taken')
      rmSync(secretFile)
    }, 20_000)

    it('is used by npm run invoke', async () => {
      const [foreign, run] = ['events/lambda/receive.foreign-event.json', 'events/runs/child-completed.final.json'].map(
        (file) => place.run('invoke', ['receive', file]),
      )
      expect(await foreign?.ended).toBe(0)
      expect(foreign?.output()).not.toContain('No local cloud is up')
      expect(foreign?.output()).toContain('"statusCode": 400')
      expect(await run?.ended).toBe(0)
      await vi.waitUntil(() => /message {2}run-summaries {2}COMPLETED {2}ok/.test(cloud.output()), { timeout: 5_000 })
    }, 30_000)

    it('comes up once where it is started twice at once', async () => {
      expect(await second.ended).toBe(1)
      expect(place.stack().pid).toBe(cloud.pid)
    }, 20_000)

    it('is not started twice', async () => {
      const other = place.run('start', ['--port', '0'])
      expect(await other.ended).toBe(1)
      expect(other.output()).toContain(
        `a local cloud is already up: ${place.stackFile} belongs to process ${cloud.pid}`,
      )
      expect(place.stack().pid).toBe(cloud.pid)
    }, 20_000)

    it('does not start another on its port', async () => {
      const { port } = new URL(place.stack().apiUrl)
      const other = newPlace()
      const command = other.run('start', ['--port', port])
      expect(await command.ended).toBe(1)
      expect(command.output()).toContain(`port ${port} is taken: name another, as in npm start -- --port 8080`)
      expect(existsSync(other.stackFile)).toBe(false)
    }, 20_000)
  })

  it('leaves no process, port or file behind when it gets SIGINT', async () => {
    const { apiUrl, endpoints, pid } = place.stack()
    expect(pid).toBe(cloud.pid)
    const processes = descendants(pid)
    expect(processes.length).toBeGreaterThan(1)
    process.kill(pid, 'SIGINT')
    expect(await cloud.ended).toBe(0)
    expect(existsSync(place.stackFile)).toBe(false)
    await vi.waitUntil(() => !processes.some(isRunning), { timeout: 3_000 })
    for (const url of [apiUrl, ...Object.values(endpoints)]) await expect(fetch(url)).rejects.toThrow()
  }, 20_000)
})

describe('npm start', () => {
  it.concurrent.each([
    ['SIGTERM', 0],
    ['SIGKILL', 'SIGKILL'],
  ] as const)(
    'leaves no process, port or file behind when it gets %s',
    async (signal, expected) => {
      const place = newPlace()
      const cloud = await place.start()
      const { apiUrl } = place.stack()
      expect(await place.run('send', ['events/runs/ok.final.json']).ended).toBe(0)
      const processes = descendants(cloud.pid)
      expect(processes.length).toBeGreaterThan(1)
      process.kill(cloud.pid, signal)
      expect(await cloud.ended).toBe(expected)
      await vi.waitUntil(() => !processes.some(isRunning) && !existsSync(place.stackFile), { timeout: 5_000 })
      await expect(fetch(apiUrl)).rejects.toThrow()
    },
    40_000,
  )

  it.concurrent('leaves nothing behind when it is killed while it starts', async () => {
    const place = newPlace()
    const command = place.run('start', ['--port', '0'])
    await vi.waitUntil(() => existsSync(place.stackFile), { timeout: 20_000 })
    const processes = descendants(command.pid)
    process.kill(command.pid, 'SIGKILL')
    await command.ended
    await vi.waitUntil(() => !processes.some(isRunning) && !existsSync(place.stackFile), { timeout: 5_000 })
  }, 40_000)

  // Where the system does not tell what its processes are, nothing can be known of npm.
  it.runIf(existsSync('/proc/self/cmdline'))(
    'does not come up where npm has gone before it looked',
    async () => {
      const place = newPlace()
      const command = place.run('start', ['--port', '0'], undefined, { npm_lifecycle_event: 'start' })
      expect(await command.ended).toBe(130)
      expect(command.output()).not.toContain('Up:')
      expect(existsSync(place.stackFile)).toBe(false)
    },
    40_000,
  )

  it.concurrent('ends at once at a second Ctrl-C', async () => {
    const place = newPlace()
    const command = place.run('start', ['--port', '0'])
    await vi.waitUntil(() => existsSync(place.stackFile), { timeout: 20_000 })
    process.kill(command.pid, 'SIGINT')
    await vi.waitUntil(() => command.output().includes('Ctrl-C again'), { timeout: 5_000 })
    process.kill(command.pid, 'SIGINT')
    expect(await command.ended).toBe(130)
    await vi.waitUntil(() => !existsSync(place.stackFile), { timeout: 5_000 })
  }, 40_000)

  it.concurrent.each([
    [['--port', 'x']],
    [['--port', '70000']],
    [['--tenants', 'no-such.json']],
    [['--dashboard', 'https://hatchet.example.com']],
    [['--nope']],
    [['extra']],
  ])(
    'answers %j with its help',
    async (args) => {
      const command = newPlace().run('start', args)
      expect(await command.ended).toBe(2)
      expect(command.output()).toContain('Usage: npm start')
    },
    20_000,
  )
})

describe('npm run send', () => {
  it.concurrent.each([
    [[], 'name a file, a folder, or -'],
    [['no-such-file.json'], 'no-such-file.json cannot be read: ENOENT'],
    [['lib'], 'lib holds no .json file'],
    [['--url', 'http://127.0.0.1:1', 'events/runs'], '--url goes with --secret-file'],
    [['--secret-file', 'package.json', 'events/runs'], '--secret-file goes with --url'],
    [['--attempts', '0', 'events/runs'], '--attempts must be 1 to 99'],
  ])(
    'answers %j with what is wrong',
    async (args, message) => {
      const command = newPlace().run('send', args)
      expect(await command.ended).toBe(2)
      expect(command.output()).toContain(message)
    },
    20_000,
  )

  it.concurrent('says so where no local cloud is up', async () => {
    const command = newPlace().run('send', ['events/runs'])
    expect(await command.ended).toBe(1)
    expect(command.output()).toBe(
      'no local cloud is up: start one with npm start, or name a --url and a --secret-file\n',
    )
  }, 20_000)
})

describe('npm run invoke', () => {
  it.concurrent('invokes a function with a run, through the framework, on a local cloud of its own', async () => {
    const command = newPlace().run('invoke', ['receive', 'events/runs/fail-error.final.json'])
    expect(await command.ended).toBe(0)
    expect(command.output()).toContain('No local cloud is up: starting one for this call')
    expect(command.output()).toContain('"statusCode": 202')
    expect(command.output()).toContain('\\"runId\\":\\"529846a2-3be9-410f-b09f-16884d650951\\"')
  }, 40_000)

  it.concurrent.each([
    [[], 'name one function and one file'],
    [['nope', 'events/runs/ok.final.json'], 'there is no function nope'],
    [['receive', 'no-such-file'], 'no-such-file cannot be read: ENOENT'],
    [['receive', 'README.md'], 'README.md holds no JSON object'],
    [['alert', 'events/runs/ok.final.json'], 'alert takes what SQS brings, an event with Records'],
  ])(
    'answers %j with what is wrong',
    async (args, message) => {
      const command = newPlace().run('invoke', args)
      expect(await command.ended).toBe(2)
      expect(command.output()).toContain(message)
    },
    40_000,
  )
})
