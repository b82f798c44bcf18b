import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { startSinks } from '../../../local/sinks/start-sinks.ts'
import { describeStack } from '../../support/describe-stack.ts'
import { runScript } from '../../support/run-script.ts'

vi.hoisted(() => {
  process.env['RELAY_LOCAL_DIR'] = `/tmp/relay-sinks-command-${process.pid}-${Date.now()}`
})

const runSinks = (...args: string[]) => runScript('local/sinks.ts', ...args)

/** A local cloud, as far as its sinks. */
const startCloud = async () => {
  const sinks = await startSinks()
  onTestFinished(sinks.stop)
  describeStack({ sinks: sinks.url })
  const body = JSON.stringify({ text: 'x' })
  return async () => {
    const response = await fetch(`${sinks.url}/services/T0/B0/x`, { method: 'POST', body })
    return [response.status, response.headers.get('retry-after'), await response.text()]
  }
}

describe('npm run sinks', () => {
  it('makes requests fail, and all work again', async () => {
    const ask = await startCloud()
    expect(await runSinks('slack', '429', '--retry-after', 'soon', '--body', 'no')).toMatchObject({
      exitCode: 0,
      out: 'slack fails with 429, 1 time\n',
    })
    expect([await ask(), await ask()]).toEqual([
      [429, 'soon', 'no'],
      [200, null, 'ok'],
    ])

    expect(await runSinks('any', '503', '--times', '9')).toMatchObject({ out: 'any fails with 503, 9 times\n' })
    expect([await ask(), await ask()]).toEqual(Array(2).fill([503, null, '']))
    expect(await runSinks('heal')).toMatchObject({ exitCode: 0, out: 'all work again\n' })
    expect(await ask()).toEqual([200, null, 'ok'])
  })

  it.each(['hang', 'break'])('makes requests %s', async (kind) => {
    await startCloud()

    expect(await runSinks('pagerduty', kind)).toMatchObject({
      exitCode: 0,
      out: `pagerduty fails with ${kind}, 1 time\n`,
    })
  })

  it.each([
    [[], 'name a sink and how it fails, or heal'],
    [['slack'], 'name a sink and how it fails, or heal'],
    [['slack', '500', 'more'], 'name a sink and how it fails, or heal'],
    [['heal', 'slack'], 'kind must be status, hang or break'],
    [['teams', '500'], 'the sink must be slack, pagerduty or any'],
    [['slack', 'slow'], 'kind must be status, hang or break'],
    [['slack', '199'], 'a status must be 200 to 599'],
    [['slack', '500', '--times', '0'], 'times must be a whole number from 1 on'],
    [['slack', '500', '--times', 'x'], 'times must be a whole number from 1 on'],
    [['slack', '500', '--nope'], "Unknown option '--nope'"],
  ])('%j is called wrongly: says what is wrong with its help, and exits with 2', async (args, message) => {
    const { exitCode, out, err } = await runSinks(...args)

    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toMatch(new RegExp(`^${message}\n\nUsage: npm run sinks`))
  })

  it('says so where no local cloud is up, and exits with 1', async () => {
    expect(await runSinks('slack', '500')).toEqual({
      exitCode: 1,
      out: '',
      err: 'no local cloud is up: start one with npm start\n',
    })
  })

  it('--help says how it is called', async () => {
    expect(await runSinks('--help')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining('Usage: npm run sinks -- '),
    })
  })
})
