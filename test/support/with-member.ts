/** A copy of a JSON value with one member, named by its path, replaced; undefined takes it out. */
export const withMember = (body: unknown, path: readonly (string | number)[], value: unknown): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(body)) {
    const items = body.map((item, index) => (index === key ? withMember(item, rest, value) : item))
    return items.filter((item) => item !== undefined)
  }
  const members = new Map(Object.entries(typeof body === 'object' && body !== null ? body : {}))
  const member = withMember(members.get(String(key)), rest, value)
  if (member === undefined) members.delete(String(key))
  else members.set(String(key), member)
  return Object.fromEntries(members)
}
