import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { canRunPython } from '../support/examples/can-run-python.ts'
import { startPython } from '../support/examples/start-python.ts'

describe.runIf(canRunPython())('the Python sender', () => {
  it('passes the tests of its own, in Python (send_run_test.py)', async ({ onTestFinished }) => {
    const child = startPython('-W', 'error', 'test/examples/send_run_test.py')
    onTestFinished(() => void child.kill())
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])

    expect(code, output).toBe(0)
  }, 20_000)
})
