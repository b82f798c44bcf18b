import type { Effort } from '../effort.ts'
import { REQUEST_KINDS } from '../request-kinds.ts'
import { SIZE_NAMES } from '../sizes.ts'
import { type Cell, measureCell } from './measure-cell.ts'

/**
 * Measures warm requests of every kind and size.
 *
 * @param program - the bundle of `subject-process.ts`
 */
export const measureWarm = async (
  program: string,
  effort: Effort,
  show: (line: string) => void,
  signal: AbortSignal,
): Promise<readonly Cell[]> => {
  const cells: Cell[] = []
  for (const kind of REQUEST_KINDS) {
    for (const size of SIZE_NAMES) {
      show(`warm: ${kind}, ${size}`)
      cells.push(await measureCell(program, kind, size, effort, signal))
    }
  }
  return cells
}
