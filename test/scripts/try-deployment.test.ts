import { describe, expect, it } from 'vitest'
import { describeProof } from '../../scripts/moto/describe-proof.ts'
import { differences } from '../../scripts/moto/differences.ts'
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

interface Story {
  /** What each deployment ends with, in their order. */
  readonly deployments?: readonly ReturnType<typeof ended>[]
  /** What is found after the first, the update and the removal. */
  readonly proofs?: readonly StackProof[]
}

const GOOD = {
  deployments: [ended(LAST_LINES), ended(`No changes to deploy${LAST_LINES}`), ended(TOLD), ended(LEFT, 1)],
  proofs: [proof([queue, table]), proof([queue, table]), proof([table])],
}

/** The faults of each step. */
const faultsOf = async ({ deployments = GOOD.deployments, proofs = GOOD.proofs }: Story) => {
  const ends = [...deployments]
  const found = [...proofs]
  const trial: Trial = {
    deploy: async () => ends.shift() ?? ended('', 9),
    subscribe: async () => {},
    leaveTable: async () => {},
    remove: async () => ended(''),
    resources: async () => [queue, table, alarm],
    readBack: async () => found.shift() ?? proof([]),
  }
  const { steps } = await tryDeployment(trial, () => {})
  return steps.map(({ faults }) => faults)
}

describe('the trial of a deployment', () => {
  it('finds nothing where all is well', async () => {
    expect(await faultsOf({})).toEqual([[], [], [], [], []])
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
    expect((await faultsOf({ proofs: GOOD.proofs.with(2, proof([queue, table])) }))[3]).toEqual([
      'WorkQueue is still there',
    ])
  })

  it('finds a deployment that runs into tables that are there', async () => {
    const deployments = GOOD.deployments.with(3, ended('CREATE_FAILED', 1))
    expect((await faultsOf({ deployments }))[4]).toEqual([`it did not say: ${LEFT}`])
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
