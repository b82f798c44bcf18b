import { MAX_TOLD_URL_CHARS } from '../limits.ts'

/** Whether a URL can be shown as a link everywhere: http or https, printable ASCII, and nothing that ends a link early. */
export const isLinkable = (url: string): boolean =>
  url.length <= MAX_TOLD_URL_CHARS &&
  /^https?:\/\/[\x21-\x7e]+$/.test(url) &&
  !/[<>|"`\\*]/.test(url) &&
  URL.canParse(url)
