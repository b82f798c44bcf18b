import * as v from 'valibot'
import { isJsonObject } from '../../run/is-json-object.ts'

/**
 * An object with these members and no others. Every member that is missing or not known is named.
 *
 * @param whatHas - how an error begins to list them: `a route has`
 */
export const members = <Entries extends v.ObjectEntries>(whatHas: string, entries: Entries) =>
  v.pipe(
    v.custom<Record<string, unknown>>(isJsonObject, 'must be an object'),
    v.looseObject(entries, 'is missing'),
    v.rawCheck(({ dataset, addIssue }) => {
      const input = dataset.value as Record<string, unknown>
      for (const key of Object.keys(input).filter((name) => !Object.hasOwn(entries, name))) {
        addIssue({
          message: `is not known: ${whatHas} ${Object.keys(entries).join(', ')}`,
          path: [{ type: 'object', origin: 'key', input, key, value: input[key] }],
        })
      }
    }),
    v.transform((known) => known as v.InferOutput<v.ObjectSchema<Entries, undefined>>),
  )
