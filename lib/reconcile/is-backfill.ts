import { isJsonObject } from '../run/is-json-object.ts'

/** Whether an event asks for a turn of a backfill, and not for the tick of a schedule. */
export const isBackfill = (event: unknown): boolean => isJsonObject(event) && 'backfill' in event
