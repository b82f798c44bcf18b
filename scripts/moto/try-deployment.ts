import type { Ended } from '../run-program.ts'
import type { StackProof } from './read-back-all.ts'
import type { StackResource } from './read-stack.ts'
import { TRIAL_STACK, type Trial } from './trial.ts'
import { tryDoctor } from './try-doctor.ts'

/** One step of a trial, and what was wrong with it. */
export interface Step {
  readonly name: string
  readonly faults: readonly string[]
}

/** What a trial has shown. */
export interface TrialResult {
  readonly steps: readonly Step[]
  /** Of the first deployment. */
  readonly proof: StackProof
}

/** Changes of what the emulator holds. */
const CHANGED = ['metadataKeys=customer', 'tenants=707d0855-80ab-4e1f-a156-f1c4546cbf52', 'hatchetAllowHttp=yes']
const SUBSCRIBER = 'people@example.com'

/** Deploys, deploys unchanged, updates, removes, and deploys again, and reads everything back each time. */
export const tryDeployment = async (trial: Trial, onStep: (step: Step) => void): Promise<TrialResult> => {
  const steps: Step[] = []
  const take = (name: string, ...faults: readonly (readonly string[])[]): void => {
    steps.push({ name, faults: faults.flat() })
    onStep({ name, faults: faults.flat() })
  }

  const created = await trial.deploy()
  const proof = await trial.readBack(await trial.resources())
  take('a first deployment', faultsOf(created, 0, LAST_LINES), proof.faults)

  take('a second one, unchanged', faultsOf(await trial.deploy(), 0, ['No changes to deploy', ...LAST_LINES]))

  await trial.subscribe(SUBSCRIBER)
  const updated = await trial.deploy(...CHANGED)
  const resources = await trial.resources()
  const updatedProof = await trial.readBack(resources)
  const isKept = ({ logicalId }: StackResource) => proof.proven.some((before) => before.logicalId === logicalId)
  const dropped = updatedProof.notProven.filter(isKept).map(({ logicalId }) => `${logicalId} cannot be read any more`)
  take('an update', faultsOf(updated, 0, [`Failed runs      told to ${SUBSCRIBER}`]), updatedProof.faults, dropped)

  take('npm run doctor of it, well and ill, and npm run redrive', await tryDoctor(trial))

  const removed = await trial.remove()
  const { proven: left } = await trial.readBack(resources)
  const surplus = left.filter(({ stays }) => !stays).map(({ logicalId }) => `${logicalId} is still there`)
  take('its removal', faultsOf(removed, 0, []), surplus)

  const table = `${TRIAL_STACK}-runs`
  await trial.leaveTable(table)
  const stopped = await trial.deploy()
  take('a deployment that has to stop at a table that is left', faultsOf(stopped, 1, [`  ${table}`]))
  return { steps, proof }
}

/** What the last lines of every deployment hold, where no one is to be told. */
const LAST_LINES = [
  'Webhook URL      https://',
  '--secret-id hatchet-run-relay/test/webhook-secret',
  'Failed runs      nobody will be told: set alertEmail',
  'Alarms           nobody will be told: set operationsEmail',
  'Next             1. Set alertEmail',
]

const faultsOf = (
  { code, output, lastWords }: Ended,
  expectedCode: number,
  texts: readonly string[],
): readonly string[] => [
  ...(code === expectedCode ? [] : [`it ended with ${code}, not ${expectedCode}:`, ...lastWords]),
  ...texts.filter((text) => !output.includes(text)).map((text) => `it did not say: ${text}`),
]
