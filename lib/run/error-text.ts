import { isJsonObject } from './is-json-object.ts'
import { parseJson } from './parse-json.ts'

/** An error as a worker told it: neither cleaned nor cut. */
export interface ErrorText {
  /** The error's class, `TypeError`, where the worker tells it. */
  readonly type: string | null
  readonly message: string
}

/**
 * Finds what a person wants to read in a run's `errorMessage`, or null where it has no text.
 *
 * TypeScript workers send `{"message","stack"}` as JSON (`{}` for anything thrown that is no Error), Python workers a
 * message, a traceback and a line of metadata, worker-side faults a JSON string, Go workers and the engine plain text.
 */
export const errorText = (errorMessage: string | null): ErrorText | null => {
  const text = (errorMessage ?? '').trim()
  if (text === '') return null
  const found = fromJson(text) ?? fromPython(text) ?? { type: null, message: text }
  return found.message.trim() === '' ? null : found
}

const fromJson = (text: string): ErrorText | null => {
  if (!text.startsWith('{') && !text.startsWith('"')) return null
  const value = parseJson(text)
  if (typeof value === 'string') return { type: null, message: value }
  if (!isJsonObject(value)) return null
  const type = typeof value['stack'] === 'string' ? stackType(value['stack']) : null
  if (typeof value['message'] === 'string') return { type, message: value['message'] || (type ?? '') }
  return Object.keys(value).length === 0 ? { type: null, message: '' } : null
}

/** A JavaScript stack begins with the error's name, and Node's own errors go on with a code: `TypeError [ERR_X]: …`. */
const stackType = (stack: string): string | null =>
  /^([A-Za-z_$][\w$.]{0,127})(?: \[\w{1,64}\])?(?::|\n|$)/.exec(stack)?.[1] ?? null

const TRACEBACK = '\nTraceback (most recent call last):'
const PYTHON_METADATA = '{"__hatchet_error_metadata__"'

const fromPython = (text: string): ErrorText | null => {
  const ends = [text.indexOf(TRACEBACK), text.lastIndexOf(PYTHON_METADATA)].filter((index) => index !== -1)
  if (ends.length === 0) return null
  // Python's SDK puts a backslash before each line break of the message.
  const head = text
    .slice(0, Math.min(...ends))
    .replaceAll('\\\n', '\n')
    .trim()
  const [, type = null, message] = /^([A-Za-z_][\w.]{0,127})(?:: ?|$)([\s\S]*)$/.exec(head) ?? []
  return type === null ? { type, message: head } : { type, message: message || type }
}
