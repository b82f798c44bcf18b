import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { PROJECT_ROOT } from '../../../local/service/project-root.ts'
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
    [['explain', RUN, '--region', 'eu-west-1', '--stage', 'local'], '--region goes with --stage'],
    [['list', '--region', 'eu-west-1'], '--region goes with --stage'],
    [['list', '--stage', 'prod', '--region', 'frankfurt'], '--region must be like eu-central-1, not frankfurt'],
    [['list', '--stage', '../prod'], '--stage must be a name like prod, not ../prod'],
    [['unsilence', '', '--stage', 'test'], 'name the silence: list shows their ids'],
    [['silence', ...SILENCE, '--workflow', 'x', '--stage', 'test'], 'It can be given once: set a silence for each.'],
    [['silence', ...SILENCE, '--tenant', 'a', '--tenant', 'b'], 'It can be given once: set a silence for each.'],
    [['silence', ...SILENCE, '--until', '91d', '--stage', 'test'], '--until 91d is more than 90 days away'],
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
    expect(out).not.toMatch(/^On /)

    const other = await runAlerts('explain', RUN, '--policy', 'local/alerts.config.ts', '--json')
    expect(JSON.parse(other.out)).toMatchObject({ route: 'default', considered: [{ mismatch: 'workflow' }, {}] })
  })

  it("explains in any folder: the run is looked for there, and the policy is the project's", async () => {
    vi.stubEnv('INIT_CWD', join(PROJECT_ROOT, 'events', 'runs'))
    const { exitCode, out } = await runAlerts('explain', basename(RUN), '--json')

    expect([exitCode, JSON.parse(out)]).toMatchObject([0, { status: 'FAILED', route: 'default' }])
  })

  it('explains with links of the dashboard that is named', async () => {
    const { out } = await runAlerts('explain', RUN, '--dashboard', 'https://hatchet.example/', '--json')

    expect(JSON.parse(out).notification.failure.url).toMatch(
      /^https:\/\/hatchet\.example\/tenants\/[^/]+\/runs\/[^/]+$/,
    )
  })

  it.each([
    ['throws', 'throw new Error("not today")', 'cannot be loaded: not today'],
    ['throws no error', 'throw "not today"', 'cannot be loaded: not today'],
    ['imports what is not there', 'import "./no-such.mjs"', 'cannot be loaded: '],
  ])('names a policy that %s by its file, and exits with 1', async (_, text, problem) => {
    const folder = mkdtempSync(join(tmpdir(), 'relay-policy-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'policy.mjs')
    writeFileSync(file, text)

    const err = expect.stringMatching(new RegExp(`^${file} ${problem}`))
    expect(await runAlerts('explain', RUN, '--policy', file)).toEqual({ exitCode: 1, out: '', err })
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

    expect((await runAlerts('list')).out).toMatch(/^On the local cloud:\nincident .*\n.*\n583a795ce5dd {2}charge-card/)
    expect((await runAlerts('show', ID)).out).toMatch(new RegExp(`^On the local cloud:\nIncident:     ${ID}\n`))
    expect((await runAlerts('explain', RUN)).out).toMatch(/^On the local cloud:\nfail-error FAILED: /)
    expect((await runAlerts('list', '--stage', 'local')).out).toMatch(/^On the local cloud:\n/)
  })

  it('shows an incident though the policy cannot be read, and says that its silences are not known', async () => {
    await startCloud()
    vi.doMock('../../../local/alerts.config.ts', () => ({ default: { silences: [] } }))
    onTestFinished(() => vi.doUnmock('../../../local/alerts.config.ts'))
    const { exitCode, out, err } = await runAlerts('show', ID)

    expect([exitCode, out]).toEqual([0, expect.stringContaining(`Incident:     ${ID}\n`)])
    expect(err).toMatch(
      /^Its silences are not known: .*local\/alerts\.config\.ts must export what defineAlerts returns/,
    )
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
