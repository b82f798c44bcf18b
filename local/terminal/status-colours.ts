import { colour } from './colour.ts'

/** How each outcome of a run is painted. */
export const STATUS_COLOURS = {
  COMPLETED: colour('green'),
  FAILED: colour('red'),
  CANCELLED: colour('yellow'),
} as const
