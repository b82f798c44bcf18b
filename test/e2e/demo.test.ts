import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { commandEnvironment } from '../support/command-environment.ts'
import { findUnprintedLines } from '../support/find-unprinted-lines.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs the demo in a group of processes of its own. */
const runDemo = async (args: string[], onFirstLine: (pid: number) => void = () => {}) => {
  const child = spawn(process.execPath, ['local/demo.ts', ...args], {
    cwd: ROOT,
    env: commandEnvironment(),
    detached: true,
  })
  const { pid = 0 } = child
  let output = ''
  let told = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      if (!told) onFirstLine(pid)
      told = true
    })
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output, folder: `${ROOT}.local/demo-${pid}` }
}

const messageOfReadme = (): object => {
  const [, block = ''] = /^```json\n([\s\S]*?)^```$/m.exec(readFileSync(`${ROOT}README.md`, 'utf8')) ?? []
  return JSON.parse(block)
}

it('shows the runs that were sent and found, the refused requests, a message and the metrics, and leaves nothing behind', async () => {
  const { code, output, folder } = await runDemo([])
  expect(output).toMatch(
    /^dag-partial-fail\.final +202 +forwarded +dag-partial-fail +FAILED +2\.6 s +Error: charge failed$/m,
  )
  expect(output).toMatch(/^fail-error\.final +202 +forwarded +fail-error +FAILED +17 ms +Error: Payment failed/m)
  expect(output).toMatch(/^a wrong signature +401 +refused +Unauthorized$/m)
  expect(output).toMatch(/^cancel-after-completed\.final +200 +duplicate +ok +COMPLETED/m)
  expect(output).toMatch(/^d8dc202b-[0-9a-f-]+ +needs-gpu +FAILED +–$/m)
  expect(output).toMatch(/^732e84e5-[0-9a-f-]+ +slow +CANCELLED +1\.5 s$/m)
  expect(output).toContain('Arrived on the queue run-summaries: 30 messages')
  expect(output).toMatch(/^RunsForwarded +FAILED +14$/m)
  expect(output).toContain('All 41 requests were answered, 3 unsent runs were found, all were told once and counted,')
  expect(output).toContain('and 5 messages told what failed, how often, and when it was over.')
  expect(output).toMatch(/^ {2}e-mail: \[error\] charge-orders is still failing: 9 more, 10 in all$/m)
  expect(output).toMatch(/^ {2}e-mail: \[resolved\] charge-orders is succeeding again$/m)
  expect(findUnprintedLines('See it work', output)).toEqual([])
  const [, message = ''] = /One of them:\n(\{[\s\S]*?^\})$/m.exec(output) ?? []
  expect(JSON.parse(message)).toEqual({ ...messageOfReadme(), receivedAt: expect.any(String) })
  expect(output).not.toContain('\u001b[')
  expect(code).toBe(0)
  expect(existsSync(folder)).toBe(false)
}, 60_000)

// As at a terminal, Ctrl-C reaches every process of the group: the bundler and the framework as well.
it.concurrent.each([0, 900])(
  'ends without a word of fault at Ctrl-C %d ms after its first line',
  async (ms) => {
    const { code, output, folder } = await runDemo([], (pid) => {
      setTimeout(() => process.kill(-pid, 'SIGINT'), ms)
    })
    expect(output).toMatch(/^Building the functions[^\n]+\n(?:Alerts: [^\n]+\n)*(?:Stopping …[^\n]+\n)?$/)
    expect(code).toBe(130)
    expect(existsSync(folder)).toBe(false)
  },
  30_000,
)

it('answers --help, and says what is wrong with its arguments', async () => {
  const help = await runDemo(['--help'])
  expect(help).toMatchObject({ code: 0, output: expect.stringContaining('Usage: npm run demo') })
  const wrong = await runDemo(['--prot', '1'])
  expect(wrong).toMatchObject({
    code: 2,
    output: expect.stringMatching(/Unknown option '--prot'[\s\S]*Usage: npm run demo/),
  })
})
