import * as v from 'valibot'
import { isJsonObject } from '../../run/is-json-object.ts'
import { members } from './members.ts'

const sink = members('a sink of sns() has', { type: v.literal('sns', 'must be made by sns()') })

/** Sinks by their names. */
export const sinksSchema = v.pipe(
  v.custom<Record<string, unknown>>(isJsonObject, 'must be an object of sinks by their names'),
  v.record(v.string(), sink),
)
