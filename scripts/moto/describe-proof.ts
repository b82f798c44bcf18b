import { table } from '../../local/terminal/table.ts'
import { NOT_HELD } from './not-held.ts'
import type { StackProof } from './read-back-all.ts'
import type { StackResource } from './read-stack.ts'

/** What was read back, and what is not proven by it, for a reader. */
export const describeProof = ({ proven, notProven }: StackProof): readonly string[] => [
  ...table(
    [`read back as the template has it: ${proven.length}`, '', 'but for'],
    byType(proven).map(([type, count]) => [type, String(count), NOT_HELD[type] ?? '']),
  ),
  '',
  ...table(
    [`not proven: ${notProven.length}`, ''],
    byType(notProven).map(([type, count]) => [type, String(count)]),
  ),
]

const byType = (resources: readonly StackResource[]): readonly (readonly [string, number])[] =>
  Array.from(
    Map.groupBy(resources, ({ type }) => type),
    ([type, each]) => [type, each.length] as const,
  ).toSorted(([a], [b]) => a.localeCompare(b))
