/** Arguments for the framework, of the options that were given: `--param a=b --param c=d --verbose`. */
export const frameworkArguments = (values: object): readonly string[] =>
  Object.entries<string | boolean | readonly string[] | undefined>({ ...values }).flatMap(([name, value]) => {
    if (value === undefined || value === false) return []
    if (value === true) return [`--${name}`]
    return [value].flat().flatMap((text) => [`--${name}`, text])
  })
