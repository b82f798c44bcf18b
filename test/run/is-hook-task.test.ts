import { describe, expect, it } from 'vitest'
import { isHookTask } from '../../lib/run/is-hook-task.ts'
import { readTasks } from '../../lib/run/read-tasks.ts'
import { buildTask } from '../support/build-task.ts'
import { recordedRun, recordedRuns } from '../support/recorded-run.ts'

const hooksOf = (tasks: unknown): string[] =>
  (readTasks(tasks) ?? []).filter(isHookTask).map(({ displayName }) => displayName)

describe('isHookTask', () => {
  it.each([
    'on-failure-task-1795346391506',
    'on-success-task-1795346391506',
    'on-failure-task',
    'on-success-task',
    // Python names a hook by its function, Go and Ruby by what it is.
    'report_failure-on-failure-1795346391506',
    'report_success-on-success-1795346391506',
    'on-failure-1795346391506',
    'on_failure-1795346391506',
    'on_success-1795346391506',
  ])('knows %s as a hook', (displayName) => {
    expect(hooksOf([buildTask({ displayName })])).toEqual([displayName])
  })

  it.each([
    'charge-1795346391506',
    'on-failure-task-2',
    'on-failure-task-2-1795346391506',
    'my-on-failure-task-1795346391506',
    'retry-on-failure-soon-1795346391506',
    'transition-success-1795346391506',
    'retry_on_failure-1795346391506',
    'On-Failure-Task-1795346391506',
    'on-failure-task-179534639150',
    '',
  ])('knows "%s" as a task of the workflow', (displayName) => {
    expect(hooksOf([buildTask({ displayName })])).toEqual([])
  })

  it('finds the only hooks there are in the recorded answers', () => {
    const found = recordedRuns.flatMap((name) => hooksOf(recordedRun(name).tasks).map((hook) => [name, hook]))

    expect(found).toEqual([
      ['hooked-fail.final', 'on-failure-task-1795346391506'],
      ['on-failure-hook.seen-from-inside.start', 'on-failure-task-1795346391506'],
    ])
  })
})
