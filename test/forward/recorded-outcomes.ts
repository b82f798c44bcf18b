import { recordedRun } from '../support/recorded-run.ts'
import { withMember } from '../support/with-member.ts'

type Task = Readonly<Record<string, unknown>> & { readonly displayName: string }

/** A recorded answer as the run's own hook sends it: it reads RUNNING, and the hook sets how the run ends. */
export const sentByHook = (name: string, status: 'COMPLETED' | 'FAILED'): unknown =>
  withMember(recordedRun(name), ['run', 'status'], status)

/** An answer with its bare run only. */
export const bareOf = (details: unknown): unknown => (details as { readonly run: unknown }).run

/** An answer in which the task of this name has other members. */
export const withTask = (details: unknown, name: string, members: Readonly<Record<string, unknown>>): unknown => {
  const { tasks } = details as { readonly tasks: readonly Task[] }
  if (!tasks.some(({ displayName }) => displayName.startsWith(`${name}-`))) throw new Error(`no task ${name}`)
  return withMember(
    details,
    ['tasks'],
    tasks.map((task) => (task.displayName.startsWith(`${name}-`) ? { ...task, ...members } : task)),
  )
}

/** The replay of a DAG as its on-failure hook sends it: `charge` has failed again, others still run or are to be run. */
export const replaySentByHook = (): unknown =>
  withTask(sentByHook('replay-dag.running', 'FAILED'), 'charge', { status: 'FAILED' })
