import { expect, it } from 'vitest'
import { writeLine } from '../../lib/telemetry/write-line.ts'
import { captureStdout } from '../support/capture-stdout.ts'
import { spyOnConsole } from '../support/spy-on-console.ts'

it('writes a line to standard output, past the console', () => {
  const stdout = captureStdout()
  const printed = spyOnConsole()
  writeLine('{"a":1}')

  expect(stdout.text()).toBe('{"a":1}\n')
  expect(printed()).toEqual([])
})
