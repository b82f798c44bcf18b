import { MAX_NAME_CHARS } from '../../limits.ts'

/** Whether a text is the name of a workflow in which `*` may stand for any characters. */
export const isGlob = (text: string): boolean => /^[a-zA-Z0-9.\-_*]+$/.test(text) && text.length <= MAX_NAME_CHARS
