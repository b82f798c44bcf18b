import { describe, expect, it, vi } from 'vitest'
import { START } from '../../support/alerts/alert-times.ts'
import { buildItem } from '../../support/alerts/build-item.ts'
import { describeStack } from '../../support/describe-stack.ts'
import { runScript } from '../../support/run-script.ts'
import { startOperatorWorld } from './operator-world.ts'

vi.hoisted(() => {
  process.env['RELAY_LOCAL_DIR'] = `/tmp/relay-program-${process.pid}-${Date.now()}`
})

const runAlerts = (...args: string[]) => runScript('scripts/alerts.ts', ...args)

const RUN = 'events/runs/fail-error.final.json'
const ID = '583a795ce5dd6377d5c9e0770297c1b7'
const SILENCE = ['--workflow', '*', '--until', '8h', '--reason', 'x']

describe('npm run alerts', () => {
  it.each([
    [[], ['explain', 'list', 'show', 'silence', 'unsilence', 'resolve', 'test', 'Exit codes: 0 done, 1 not done']],
    [['explain'], ['explain [options] <file>', '--policy <file>', 'or - for standard input']],
    [['list'], ['list [options]', '--all']],
    [['show'], ['show [options] <id>']],
    [['silence'], ['silence [options]', '--workflow <glob>', '--tenant <id>', '--until <time>', '--reason <text>']],
    [['unsilence'], ['unsilence [options] <id>']],
    [['resolve'], ['resolve [options] <id>', '--reason <text>']],
    [['test'], ['test [options] [sink]']],
  ])('%j --help says how it is called, and is no fault', async (command, parts) => {
    const { exitCode, out, err } = await runAlerts(...command, '--help')

    expect([exitCode, err]).toEqual([0, ''])
    for (const part of ['Usage: npm run alerts --', ...parts]) expect(out).toContain(part)
    if (command.length > 0) for (const option of ['--stage', '--region', '--json']) expect(out).toContain(option)
  })

  it.each<[readonly string[], string]>([
    [[], 'Usage: npm run alerts -- [options] [command]'],
    [['nope'], "unknown command 'nope'"],
    [['list', '--nope'], "unknown option '--nope'"],
    [['list', 'extra'], "too many arguments for 'list'"],
    [['list', '--stage'], "option '--stage <stage>' argument missing"],
    [['show'], "missing required argument 'id'"],
    [['explain'], "missing required argument 'file'"],
    [['explain', 'no-such.json'], 'no-such.json cannot be read: ENOENT'],
    [['explain', 'README.md'], 'README.md is not JSON'],
    [['explain', 'events/runs/ok.running.json'], 'is a run that is RUNNING'],
    [['explain', RUN, '--policy', 'no-such.ts'], 'there is no policy '],
    [['silence', '--workflow', '*', '--reason', 'x'], "required option '--until <time>' not specified"],
    [['silence', '--workflow', '*', '--until', '8h'], "required option '--reason <text>' not specified"],
    [['silence', '--until', '8h', '--reason', 'x', '--stage', 'test'], 'name what to silence: --workflow GLOB'],
    [['silence', ...SILENCE, '--until', 'soon', '--stage', 'test'], '--until must be a time with an offset'],
    [['silence', ...SILENCE, '--reason', ' ', '--stage', 'test'], '--reason is 1 to 200 characters'],
    [['resolve', ID], "required option '--reason <text>' not specified"],
    [['resolve', ID, '--reason', '', '--stage', 'test'], '--reason is 1 to 200 characters'],
    [['test', 'pager', 'chat'], "too many arguments for 'test'"],
  ])('%j is called wrongly: says what is wrong, and exits with 2', async (args, message) => {
    const { exitCode, out, err } = await runAlerts(...args)

    expect([exitCode, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(err).not.toMatch(/^\s+at /m)
  })

  it.each([
    ['list'],
    ['show', ID],
    ['silence', ...SILENCE],
    ['unsilence', '1'],
    ['resolve', ID, '--reason', 'x'],
    ['test'],
  ])('%s says that no local cloud is up, and exits with 1', async (...args) => {
    expect(await runAlerts(...args)).toEqual({
      exitCode: 1,
      out: '',
      err: 'no local cloud is up: start one with npm start, or name a deployment, --stage prod\n',
    })
  })

  it('explains with no cloud at all, and by a policy of a file', async () => {
    const { exitCode, out } = await runAlerts('explain', RUN)
    expect([exitCode, out]).toEqual([0, expect.stringContaining('were not read: --stage names the deployment')])

    const other = await runAlerts('explain', RUN, '--policy', 'local/alerts.config.ts', '--json')
    expect(JSON.parse(other.out)).toMatchObject({ route: 'default', considered: [{ mismatch: 'workflow' }, {}] })
  })
})

describe('npm run alerts on the local cloud', () => {
  const startCloud = async () => {
    const world = await startOperatorWorld()
    describeStack({ dynamodb: world.incidents.url, lambda: 'http://127.0.0.1:1' })
    const open = { id: ID, openedAt: START, firstFailAt: START, total: 1, isSilenced: false }
    await world.keep(buildItem({ open, ever: 1 }))
    return world
  }
  const answerOf = async (...args: string[]): Promise<Record<string, unknown>> => {
    const { exitCode, out, err } = await runAlerts(...args, '--json')
    expect([exitCode, err]).toEqual([0, ''])
    return JSON.parse(out)
  }

  it('lists, shows, silences, and resolves what is there; every answer is JSON where that is asked for', async () => {
    await startCloud()
    expect(await answerOf('list')).toMatchObject({ incidents: [{ open: { id: ID } }], silences: [] })
    const { id } = await answerOf('silence', '--workflow', 'fail-*', '--until', '8h', '--reason', 'ticket 812')
    expect(await answerOf('show', '583a79')).toMatchObject({ open: { id: ID }, silencedBy: [] })
    expect(await answerOf('explain', RUN)).toMatchObject({ silencedBy: [{ reason: 'ticket 812' }] })
    expect(await answerOf('unsilence', String(id))).toEqual({ ended: id })
    expect(await answerOf('resolve', ID, '--reason', 'by hand')).toMatchObject({ last: { id: ID, note: 'by hand' } })
    expect(await answerOf('list')).toMatchObject({ incidents: [], silences: [] })
    expect(await answerOf('list', '--all')).toMatchObject({ incidents: [{ last: { id: ID } }] })
  })

  it('says the same in words', async () => {
    await startCloud()

    expect((await runAlerts('list')).out).toContain('583a795ce5dd  charge-card')
    expect((await runAlerts('show', ID)).out).toContain(`Incident:     ${ID}\n`)
  })

  it.each([
    [['show', 'aaaaaaaa'], 1, 'there is no incident aaaaaaaa'],
    [['show', 'charge-card'], 2, "an incident's id has 6 to 32 digits"],
    [['resolve', 'aaaaaaaa', '--reason', 'x'], 1, 'there is no incident aaaaaaaa'],
    [['unsilence', 'aaaaaaaa'], 1, 'there is no silence aaaaaaaa'],
  ])('says of %j what is wrong, and exits with %i', async (args, exitCode, message) => {
    await startCloud()

    expect(await runAlerts(...args)).toEqual({ exitCode, out: '', err: expect.stringContaining(message) })
  })
})

it('every command of the examples is one', async () => {
  const { out } = await runAlerts('--help')
  const named = [...out.matchAll(/npm run alerts -- ([a-z]+) /g)].map(([, name]) => name)

  expect(named).toEqual(['explain', 'list', 'silence', 'resolve', 'test'])
})
