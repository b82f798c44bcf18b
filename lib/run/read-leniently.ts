import * as v from 'valibot'
import { isJsonObject } from './is-json-object.ts'

/** Reads an object that may enrich a run, but never make it invalid: what is not as expected is null. */
export const readLeniently = <TSchema extends v.GenericSchema>(
  schema: TSchema,
  value: unknown,
): v.InferOutput<TSchema> | null => {
  if (!isJsonObject(value)) return null
  const parsed = v.safeParse(schema, value, { abortEarly: true })
  return parsed.success ? parsed.output : null
}
