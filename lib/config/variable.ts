import * as v from 'valibot'

/** A variable's text, or the default where it is missing or empty, as what `read` makes of it; undefined is refused. */
export const variable = <T>(read: (text: string) => T | undefined, expected: string, fallback = '') =>
  v.pipe(
    v.nullish(v.string(), ''),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      const value = read(dataset.value.trim() || fallback)
      if (value !== undefined) return value
      addIssue({ message: expected })
      return NEVER
    }),
  )
