import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Check } from '../../../scripts/doctor/check.ts'
import { examine } from '../../../scripts/doctor/examine.ts'
import type { Finding } from '../../../scripts/doctor/finding.ts'
import { NotChecked } from '../../../scripts/doctor/not-checked.ts'
import { OperatorError } from '../../../scripts/operator/operator-error.ts'
import { createDoctorWorld } from '../../support/doctor-world.ts'

const check = (name: string, run: Check['run'], limitMs = 5_000): Check => ({ name, limitMs, needs: 'x:Needed', run })
const finds = (state: Finding['state']): Check => check(state, async () => ({ state, words: 'words' }))
const throws = (name: string, fault: unknown): Check =>
  check(name, () => {
    throw fault
  })
const named = (name: string, message = 'as AWS puts it') => Object.assign(new Error(message), { name })
const look = (...checks: Check[]) => examine(checks, createDoctorWorld().world, () => {})
const findingOf = async (one: Check) => {
  const { json } = await look(one)
  return Object(json).checks[0]
}

describe('npm run doctor', () => {
  it.each([
    [['ok', 'warn', 'skipped'] as const, 0],
    [['ok', 'fail'] as const, 1],
    [['skipped', 'skipped'] as const, 1],
  ])('with %j exits with %i', async (states, exitCode) => {
    expect(await look(...states.map(finds))).toMatchObject({ exitCode, json: { isWell: exitCode === 0 } })
  })

  it('shows a line for each check, under it what to do, and at the end how it is', async () => {
    const fixed = check('two', async () => ({ state: 'warn', words: 'so\nso', fixes: ['Do this.', 'Do that.'] }))
    const { lines } = await look(finds('ok'), fixed)

    expect(lines).toEqual([
      'ok       ok   words',
      'warn     two  so so',
      '              → Do this.',
      '              → Do that.',
      '',
      'Stage prod in eu-central-1 is well: 0 failed, 1 to look at, 1 well, 0 not checked.',
    ])
  })

  it('does not call well what it could not look at', async () => {
    const { lines } = await look(finds('skipped'))

    expect(lines.at(-1)).toBe(
      'Stage prod in eu-central-1 could not be looked at: 0 failed, 0 to look at, 0 well, 1 not checked.',
    )
  })

  it('ends a check at its limit, tells it so, and shows the others', async () => {
    const signals: AbortSignal[] = []
    const hanging = check(
      'hangs',
      (_, signal) => {
        signals.push(signal)
        return new Promise(() => {})
      },
      20,
    )
    const { json } = await look(hanging, finds('ok'))

    expect(Object(json).checks).toMatchObject([{ state: 'fail', words: 'no answer within 0.02 s' }, { state: 'ok' }])
    expect(signals[0]?.aborted).toBe(true)
  })

  it('starts all checks at once, and says which it waits for', async () => {
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const shown: string[] = []
    const meets = (name: string, mine: typeof first, other: typeof first) =>
      check(name, async () => {
        mine.resolve()
        await other.promise
        return { state: 'ok', words: '' }
      })
    const { world } = createDoctorWorld()
    await examine([meets('one', first, second), meets('two', second, first)], world, (line) => shown.push(line))

    expect(shown[0]).toBe('Checking stage prod in eu-central-1: one, two …')
    expect(shown).toHaveLength(3)
  })

  it.each([
    [named('AccessDeniedException'), 'skipped', 'not checked: needs x:Needed'],
    [
      named('AuthorizationErrorException', 'User: arn is not authorized to perform: sns:ListSubscriptionsByTopic on x'),
      'skipped',
      'not checked: needs sns:ListSubscriptionsByTopic',
    ],
    [new Error('outer', { cause: named('AccessDenied') }), 'skipped', 'not checked: needs x:Needed'],
    [new NotChecked('there is none'), 'skipped', 'not checked: there is none'],
    [named('ExpiredToken'), 'fail', 'the AWS credentials are not valid, or no longer (ExpiredToken)'],
    [named('Strange'), 'fail', 'stage prod in eu-central-1: as AWS puts it'],
    [named('ResourceNotFoundException', 'Function not found: x'), 'fail', 'Function not found: x'],
    [undefined, 'fail', 'undefined'],
  ])('says of a check that throws %s: %s, %s', async (fault, state, words) => {
    expect(await findingOf(throws('one', fault))).toMatchObject({ state, words })
  })

  it('adds nothing to a fault that says itself what to do', async () => {
    const told = throws('one', new OperatorError('it is so: do that'))
    expect(await findingOf(told)).toEqual({ name: 'one', state: 'fail', words: 'it is so: do that' })
  })

  it('names the check that says so where what another asks is gone', async () => {
    const asks = { ...throws('one', named('ResourceNotFoundException')), missing: 'tables' }
    expect(await findingOf(asks)).toEqual({ name: 'one', state: 'skipped', words: 'not checked: see tables' })
  })

  it('says once that nothing can be asked, and waits no longer for what hangs', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { world } = createDoctorWorld({ isOutOfReach: async () => true })
    const hanging = check('hangs', () => new Promise(() => {}), 60_000)
    const checks = [throws('stack', named('ExpiredToken')), throws('two', named('ExpiredToken')), hanging, finds('ok')]
    const examined = examine(checks, world, () => {})
    await vi.advanceTimersByTimeAsync(3_000)

    expect(Object((await examined).json).checks).toMatchObject([
      { state: 'fail', fixes: [expect.stringContaining('Sign in anew')] },
      { state: 'skipped', words: 'not checked: see stack' },
      { state: 'skipped', words: 'not checked: see stack' },
      { state: 'ok' },
    ])
  })
})
