import { describe, expect, it } from 'vitest'
import { describeProof } from '../../scripts/moto/describe-proof.ts'
import { differences } from '../../scripts/moto/differences.ts'
import { EXPECTED_FINDINGS } from '../../scripts/moto/expected-findings.ts'
import type { StackProof } from '../../scripts/moto/read-back-all.ts'
import type { StackResource } from '../../scripts/moto/read-stack.ts'
import type { Trial } from '../../scripts/moto/trial.ts'
import { tryDeployment } from '../../scripts/moto/try-deployment.ts'

const resource = (logicalId: string, stays = false, type = 'AWS::SQS::Queue'): StackResource => ({
  ...{ logicalId, type, physicalId: logicalId, properties: {}, stays },
})
const queue = resource('WorkQueue')
const table = resource('RunsTable', true, 'AWS::DynamoDB::Table')
const alarm = resource('WorkAlarm', false, 'AWS::CloudWatch::Alarm')
const proof = (proven: readonly StackResource[], faults: readonly string[] = []): StackProof => ({
  ...{ proven, faults, notProven: [alarm] },
})

const LAST_LINES = `
Webhook URL      https://a
--secret-id hatchet-run-relay/test/webhook-secret
Failed runs      nobody will be told: set alertEmail
Alarms           nobody will be told: set operationsEmail
Next             1. Set alertEmail`
const TOLD = 'Failed runs      told to people@example.com'
const LEFT = '  hatchet-run-relay-test-runs'
const ended = (output: string, code = 0) => ({ code, output, stdout: output, lastWords: output.split('\n') })

/** What the doctor would say to all of it being so. */
const diagnosis = (findings: Readonly<Record<string, string>>, code = 1) => {
  const checks = Object.entries(findings).map(([name, text]) => {
    const [state = '', words = ''] = text.split(/, (.*)/)
    return { name, state, words: `${words} …` }
  })
  return { ...ended('', code), stdout: JSON.stringify({ checks }) }
}
const redriven = (moved: number, stayed: number) => ({ ...ended(''), stdout: JSON.stringify({ moved, stayed }) })

interface Story {
  /** Of what is well, of what is ill, and of nothing. */
  readonly diagnoses?: readonly ReturnType<typeof ended>[]
  readonly redrive?: ReturnType<typeof ended>
  /** What each deployment ends with, in their order. */
  readonly deployments?: readonly ReturnType<typeof ended>[]
  /** What is found after the first, the update and the removal. */
  readonly proofs?: readonly StackProof[]
}

const GOOD = {
  deployments: [ended(LAST_LINES), ended(`No changes to deploy${LAST_LINES}`), ended(TOLD), ended(LEFT, 1)],
  proofs: [proof([queue, table]), proof([queue, table]), proof([table])],
  diagnoses: Object.values(EXPECTED_FINDINGS).map((findings) => diagnosis(findings)),
  redrive: redriven(1, 1),
}

/** The faults of each step. */
const faultsOf = async (story: Story) => {
  const { deployments, proofs, diagnoses, redrive } = { ...GOOD, ...story }
  const ends = [...deployments]
  const found = [...proofs]
  const diagnosed = [...diagnoses]
  const trial: Trial = {
    deploy: async () => ends.shift() ?? ended('', 9),
    subscribe: async () => {},
    leaveTable: async () => {},
    illness: { complete: async () => {}, spread: async () => {} },
    answerCalls: async () => {},
    doctor: async () => diagnosed.shift() ?? ended('', 9),
    redrive: async () => redrive,
    remove: async () => ended(''),
    resources: async () => [queue, table, alarm],
    readBack: async () => found.shift() ?? proof([]),
  }
  const { steps } = await tryDeployment(trial, () => {})
  return steps.map(({ faults }) => faults)
}

describe('the trial of a deployment', () => {
  it('finds nothing where all is well', async () => {
    expect(await faultsOf({})).toEqual([[], [], [], [], [], []])
  })

  it('finds a deployment that fails, and tells its last words', async () => {
    const deployments = GOOD.deployments.with(0, ended(`no rights today${LAST_LINES}`, 1))
    const [first] = await faultsOf({ deployments })
    expect(first).toEqual(expect.arrayContaining(['it ended with 1, not 0:', 'no rights today']))
  })

  it('finds last lines that do not say what they must', async () => {
    const deployments = GOOD.deployments.with(2, ended('Failed runs      nobody will be told'))
    expect((await faultsOf({ deployments }))[2]).toEqual([`it did not say: ${TOLD}`])
  })

  it('finds a second deployment that changes something', async () => {
    const deployments = GOOD.deployments.with(1, ended(LAST_LINES))
    expect((await faultsOf({ deployments }))[1]).toEqual(['it did not say: No changes to deploy'])
  })

  it('finds what is not as the template has it', async () => {
    const proofs = GOOD.proofs.with(0, proof([table], ['WorkQueue: visibility is 30, not 370']))
    expect((await faultsOf({ proofs }))[0]).toEqual(['WorkQueue: visibility is 30, not 370'])
  })

  it('finds what a removal leaves, but for what is to stay', async () => {
    expect((await faultsOf({ proofs: GOOD.proofs.with(2, proof([queue, table])) }))[4]).toEqual([
      'WorkQueue is still there',
    ])
  })

  it('finds a deployment that runs into tables that are there', async () => {
    const deployments = GOOD.deployments.with(3, ended('CREATE_FAILED', 1))
    expect((await faultsOf({ deployments }))[5]).toEqual([`it did not say: ${LEFT}`])
  })

  it('finds a doctor that calls well what is ill, or does not look at it', async () => {
    const { tables: _, ...others } = EXPECTED_FINDINGS.ill
    const diagnoses = GOOD.diagnoses.with(1, diagnosis({ ...others, queues: 'ok, run-alerts-dlq 0', more: 'ok, x' }))
    expect((await faultsOf({ diagnoses }))[3]).toEqual([
      'of a deployment that is ill the doctor says "tables: undefined", not "ok, runs and incidents can be used"',
      `of a deployment that is ill the doctor says "queues: ok, run-alerts-dlq 0 …", not "${EXPECTED_FINDINGS.ill['queues']}"`,
      'the doctor has a check more that nobody expects',
    ])
  })

  it('finds a doctor that dies, or ends as if all were well', async () => {
    const diagnoses = [ended('TypeError: x', 1), diagnosis(EXPECTED_FINDINGS.ill, 0), ...GOOD.diagnoses.slice(2)]
    expect((await faultsOf({ diagnoses }))[3]).toEqual([
      'of a deployment that is well the doctor ended with 1 and no JSON:',
      'TypeError: x',
      'of a deployment that is ill the doctor ended with 0 and JSON:',
      '',
    ])
  })

  it('finds a redrive that leaves a message, or moves one that is none', async () => {
    expect((await faultsOf({ redrive: redriven(2, 0) }))[3]?.[0]).toBe(
      'redrive ended with 0, moved 2 of 1 and left 0 of 1:',
    )
  })
})

it('says what is not as it must be, and does not look at what nobody knows', () => {
  const expected = { visibility: 370, keys: [{ a: 1 }], unknown: undefined }
  expect(differences({ expected, actual: { visibility: 370, keys: [{ a: 1 }], unknown: 1, more: 2 } })).toEqual([])
  expect(differences({ expected, actual: { visibility: 30, keys: [] } })).toEqual([
    'visibility is 30, not 370',
    'keys is [], not [{"a":1}]',
  ])
})

it('never counts what the emulator does not hold as proven', () => {
  const [proven, notProven] = describeProof(proof([queue, table]))
    .join('\n')
    .split('\n\n')
  expect(proven).toMatch(/read back as the template has it: 2[\s\S]+AWS::DynamoDB::Table +1 +time to live/)
  expect(proven).not.toContain('Alarm')
  expect(notProven).toMatch(/not proven: 1[\s\S]+AWS::CloudWatch::Alarm +1/)
})
