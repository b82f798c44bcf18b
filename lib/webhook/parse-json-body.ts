import { isUtf8 } from 'node:buffer'
import { MAX_UNCHECKED_CHARS } from '../limits.ts'
import { isTooDeep } from '../run/is-too-deep.ts'
import type { DecodedBody } from './decode-body.ts'

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'empty' | 'not-utf8' | 'too-deep' | 'not-json' }

/** Parses a body as strict UTF-8 and JSON. A byte order mark is neither. */
export const parseJsonBody = (body: DecodedBody): ParsedJson => {
  if (body.length === 0) return { ok: false, reason: 'empty' }
  const text = typeof body === 'string' ? body : readUtf8(body)
  if (text === null) return { ok: false, reason: 'not-utf8' }
  if (text.length > MAX_UNCHECKED_CHARS && isTooDeep(text)) return { ok: false, reason: 'too-deep' }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, reason: 'not-json' }
  }
}

const readUtf8 = (bytes: Uint8Array): string | null => (isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : null)
