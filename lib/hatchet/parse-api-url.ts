/**
 * Reads the base URL of Hatchet's API. Paths are added to it, so it has no credentials, query or fragment.
 *
 * @param allowHttp - whether the token may travel in the clear
 * @returns origin and path without a slash at the end; undefined where the text is no such URL
 */
export const parseApiUrl = (text: string, allowHttp: boolean): string | undefined => {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined
  const { protocol, origin, pathname, username, password, search, hash } = new URL(text)
  const isBase = username === '' && password === '' && search === '' && hash === ''
  return isBase && (allowHttp || protocol === 'https:') ? (origin + pathname).replace(/\/+$/, '') : undefined
}
