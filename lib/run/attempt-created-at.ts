import type { WorkflowRun } from './workflow-run-schema.ts'

/** When the attempt that a run shows was created, ms since 1970: its own time, or else the run's. */
export const attemptCreatedAt = ({ createdAt, metadata }: Pick<WorkflowRun, 'createdAt' | 'metadata'>): number =>
  createdAt ?? metadata.createdAt
