import { buildRun } from './build-run.ts'

/** A run that holds `marker` in every member that takes a text, in members nobody knows, and in names of members. */
export const markedRun = (marker: string, overrides: Record<string, unknown> = {}): Record<string, unknown> =>
  buildRun({
    displayName: `${marker}-1795347772670`,
    input: { marker, [marker]: [marker] },
    output: { nested: { marker } },
    errorMessage: JSON.stringify({ message: marker, stack: `${marker}Error: ${marker}` }),
    additionalMetadata: { team: marker, [marker]: marker, hatchet__parent_workflow_run_id: marker },
    unknown: marker,
    [marker]: marker,
    ...overrides,
  })
