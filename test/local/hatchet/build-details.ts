import type { RunDetails } from '../../../local/hatchet/run-details.ts'
import { buildRun } from '../../support/build-run.ts'

/** The tenant of the recorded runs, and of those that are built. */
export const TENANT = '707d0855-80ab-4e1f-a156-f1c4546cbf52'

interface Built {
  readonly id?: string
  /** When the run was created, not its last attempt. */
  readonly createdAt?: string
  readonly [member: string]: unknown
}

/** A run without tasks, in its details form. */
export const buildDetails = ({
  id = '5c6d273c-5c46-4288-953d-134855c00f3e',
  createdAt = '2026-11-22T11:42:52.660346Z',
  ...run
}: Built = {}): RunDetails => ({
  run: buildRun({ metadata: { id, createdAt, updatedAt: createdAt }, ...run }),
  tasks: [],
  workflowConfig: { Name: 'charge-card' },
})
