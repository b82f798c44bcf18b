import { isJsonObject } from '../../lib/run/is-json-object.ts'
import type { Delivered } from './send-delivery.ts'

/** What of a run an answer says is not as it must be, a line for each member, under the run's title; else nothing. */
export const describeProblems = ({ title, body }: Delivered & { readonly title: string }): readonly string[] => {
  const { errors } = body
  const lines = Array.isArray(errors) ? errors.flatMap(describeProblem) : []
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines]
}

const describeProblem = (problem: unknown): string[] => {
  if (!isJsonObject(problem)) return []
  const { path, expected } = problem
  return typeof path === 'string' && typeof expected === 'string'
    ? [`  ${path === '' ? 'all of it' : path} must be: ${expected}`]
    : []
}
