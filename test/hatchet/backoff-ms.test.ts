import { expect, it } from 'vitest'
import { backoffMs } from '../../lib/hatchet/backoff-ms.ts'

it.each([
  [1, 0, 0],
  [1, 0.5, 125],
  [1, 1, 250],
  [2, 1, 500],
  [3, 1, 1_000],
  [5, 1, 4_000],
  [6, 1, 5_000],
  [2_000, 1, 5_000],
])('after attempt %i, with chance %d, waits %i ms', (attempt, random, ms) => {
  expect(backoffMs(attempt, random)).toBe(ms)
})
