import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isoTime } from '../../lib/run/iso-time.ts'
import type { RunDetails } from '../../local/hatchet/run-details.ts'
import { PROJECT_ROOT } from '../../local/service/project-root.ts'

/** How long the recorded run took from its creation to its end, about, ms. */
const RUN_MS = 100

/**
 * Runs of one workflow that completed, like the recorded one, with ids and times of their own.
 *
 * @param first - when the first was created, ms since 1970; the others follow evenly
 * @param last - when the last was
 */
export const buildRuns = (count: number, first: number, last: number): readonly RunDetails[] => {
  const recorded = JSON.parse(readFileSync(join(PROJECT_ROOT, 'events/runs/ok.final.json'), 'utf8'))
  const [task] = recorded.tasks
  return Array.from({ length: count }, (_, index) => {
    const id = `${index.toString(16).padStart(8, '0')}-602f-4c0d-bf0e-3aad7652702b`
    const createdMs = Math.round(first + ((last - first) * index) / count)
    const [createdAt, finishedAt] = [isoTime(createdMs), isoTime(createdMs + RUN_MS)]
    const own = { metadata: { id, createdAt, updatedAt: createdAt }, startedAt: createdAt, finishedAt }
    return {
      ...recorded,
      run: { ...recorded.run, ...own, createdAt },
      tasks: [{ ...task, ...own, taskExternalId: id, workflowRunExternalId: id }],
    }
  })
}
