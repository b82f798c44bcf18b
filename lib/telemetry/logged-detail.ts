import { MAX_LOGGED_DETAIL_BYTES } from '../limits.ts'
import { cutText } from '../run/cut-text.ts'

/** An explanation of our own, as far as a line has room for it. */
export const loggedDetail = (detail: string): string =>
  cutText(detail, MAX_LOGGED_DETAIL_BYTES, MAX_LOGGED_DETAIL_BYTES)
