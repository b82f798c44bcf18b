/** The path and the query of a request's URL, as they were sent: a gateway does not mend them. */
export const splitUrl = (url = '/'): [path: string, query: string] => {
  const [path = '', ...rest] = url.split('?')
  return [path, rest.join('?')]
}
