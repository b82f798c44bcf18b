import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { isRunning } from '../../local/is-running.ts'
import { readStack } from '../../local/read-stack.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { commandEnvironment } from '../support/command-environment.ts'

/** Starts a soak in a group of processes of its own. */
const startSoak = (...args: string[]) => {
  const folder = join(tmpdir(), `relay-soak-${randomUUID()}`)
  const env = commandEnvironment({ RELAY_LOCAL_DIR: folder })
  const child = spawn(process.execPath, ['local/soak.ts', ...args], { cwd: PROJECT_ROOT, env, detached: true })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const { pid = 0 } = child
  return { pid, folder, stackFolder: join(folder, `soak-${pid}`), ended, output: () => output }
}

/** Processes of a group. */
const groupOf = (pid: number): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,pgid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([id = 0, group]) => (group === pid ? [id] : []))

it('leaves no process, port or file behind at Ctrl-C, in the middle of its traffic', async () => {
  const { pid, folder, stackFolder, ended, output } = startSoak('--minutes', '5', '--seed', 'any')
  await vi.waitUntil(() => readStack(stackFolder) !== null, { timeout: 20_000 })
  const { apiUrl = '', endpoints } = readStack(stackFolder) ?? {}
  // The soak itself, what it sends to, and what tidies up after it if it is killed.
  await vi.waitUntil(() => groupOf(pid).length >= 3, { timeout: 10_000 })
  const processes = groupOf(pid)
  process.kill(-pid, 'SIGINT')
  expect(await ended).toBe(130)
  expect(output()).toMatch(/^Soaking a local cloud for 5 min 0 s: [^\n]+ --seed any\nStopping …[^\n]+\n$/)
  expect(existsSync(stackFolder)).toBe(false)
  await vi.waitUntil(() => !processes.some(isRunning), { timeout: 3_000 })
  for (const url of [apiUrl, ...Object.values(endpoints ?? {})]) await expect(fetch(url)).rejects.toThrow()
  rmSync(folder, { recursive: true })
}, 40_000)

it.concurrent.each([
  [['--minutes', '0'], 2, '--minutes must be a number from 1 to 1440, not 0'],
  [['--help'], 0, 'Usage: npm run soak'],
])(
  'answers %j with %d',
  async (args, code, words) => {
    const { ended, output } = startSoak(...args)
    expect(await ended).toBe(code)
    expect(output()).toContain(words)
  },
  20_000,
)
