/**
 * Where a member is, as code would reach it: `routes[1].match`, `sinks["a b"]`.
 *
 * @param path - of what it is a member of; empty for the whole
 */
export const memberPath = (path: string, key: unknown): string => {
  if (typeof key === 'number') return `${path}[${key}]`
  const name = String(key)
  if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`
  return path === '' ? name : `${path}.${name}`
}
