import { minute } from './alert-times.ts'
import { buildFailure } from './build-failure.ts'
import { buildSuccess } from './build-success.ts'
import type { IncidentStep, StorySetting } from './play-incident.ts'

/** A failure arrives; it finished then, or at an earlier minute. Each is another one, unless it is given a number. */
export const fails = (at: number, finishedAt = at, index = Math.round(finishedAt * 1_000) + 1): IncidentStep => ({
  at,
  outcomes: [buildFailure(index, minute(finishedAt))],
})

/** A success arrives; it finished then, or at an earlier minute. */
export const succeeds = (at: number, finishedAt = at): IncidentStep => ({
  at,
  outcomes: [buildSuccess(minute(finishedAt))],
})

/** Nothing happens until then. */
export const waits = (at: number): IncidentStep => ({ at })

/** From then on something is otherwise. */
export const becomes = (at: number, setting: Partial<StorySetting>): IncidentStep => ({ at, setting })

/** An operator closes the incident that is open. */
export const closes = (at: number): IncidentStep => ({ at, isClosed: true })
