import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { SentMessage } from '../../local/emulators/sqs-emulator.ts'
import { listenOnLoopback } from '../../local/http/listen-on-loopback.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { commandEnvironment } from '../support/command-environment.ts'

const folder = join(tmpdir(), `relay-doctor-${randomUUID()}`)
const messages: SentMessage[] = []
let stack: Stack

beforeAll(async () => {
  stack = await startStack({ folder, onMessage: (message) => messages.push(message) })
}, 30_000)
afterAll(() => stack.stop())

const doctor = async (...args: string[]) => {
  const env = commandEnvironment({ RELAY_LOCAL_DIR: folder })
  return promisify(execFile)(process.execPath, ['scripts/doctor.ts', ...args], { cwd: PROJECT_ROOT, env }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  )
}

describe('npm run doctor', () => {
  it('stops at Ctrl-C with 130, though AWS answers nothing', async () => {
    const asked = Promise.withResolvers<void>()
    const aws = await listenOnLoopback(async () => asked.resolve())
    onTestFinished(aws.stop)
    const keys = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_ENDPOINT_URL: aws.url }
    const env = { PATH: process.env['PATH'], HOME: folder, ...keys }
    const child = spawn(process.execPath, ['scripts/doctor.ts', '--stage', 'prod'], { cwd: PROJECT_ROOT, env })
    const ended = once(child, 'exit')
    await asked.promise
    child.kill('SIGINT')

    expect(await ended).toEqual([130, null])
  })
})

describe('npm run doctor on the local cloud', () => {
  it('finds it well without a trace on a queue or of a secret, until Hatchet refuses a token', async () => {
    await stack.invoke('reconcile', { schedule: '5min', windowMinutes: 60 })
    const { code, output } = await doctor('--json')

    const states = JSON.parse(output).checks.map(({ name, state }: Record<string, string>) => `${name} ${state}`)
    expect(states.filter((line: string) => !line.endsWith(' ok'))).toEqual([
      ...['stack skipped', 'functions skipped', 'alarms told skipped', 'alarms skipped'],
    ])
    expect(states).toHaveLength(15)
    expect([code, messages]).toEqual([0, []])
    for (const secret of [stack.description.webhookSecret, 'local-token', '/services/T000']) {
      expect(output).not.toContain(secret)
    }

    stack.hatchet.revoke('local-token')
    const ill = await doctor()
    expect([ill.code, ill.output.match(/^FAIL.*/gm)]).toEqual([1, [expect.stringMatching(/Hatchet tokens .*: auth, /)]])
    expect(ill.output).toContain('→ Create a new token in Hatchet')
    expect(ill.output).toContain('The local cloud is not well: 1 failed')
  })
})
