import { MAX_LOGGED_BYTES } from '../limits.ts'
import { cutText } from '../run/cut-text.ts'

/** A text that others chose, as far as a line has room for it. */
export const loggedText = (text: string): string => cutText(text, MAX_LOGGED_BYTES, MAX_LOGGED_BYTES)
