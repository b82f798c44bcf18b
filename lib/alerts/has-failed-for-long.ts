import type { SinkState } from './incident/incident-item.ts'
import { MAX_FAILING_MS } from './limits.ts'

/**
 * Whether a sink could not be told something for so long that it is given up.
 *
 * @param now - milliseconds since 1970
 */
export const hasFailedForLong = ({ failingSince }: Pick<SinkState, 'failingSince'>, now: number): boolean =>
  failingSince !== null && now - failingSince >= MAX_FAILING_MS
