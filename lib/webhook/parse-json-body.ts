import type { RawBody } from './raw-body.ts'

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'empty' | 'not-utf8' | 'not-json' }

/** Parses a body as strict UTF-8 and JSON. A byte order mark is neither. */
export const parseJsonBody = ({ content, isBase64 }: RawBody, bytes: Uint8Array): ParsedJson => {
  if (bytes.length === 0) return { ok: false, reason: 'empty' }
  const text = isBase64 ? decodeUtf8(bytes) : content
  if (text === null) return { ok: false, reason: 'not-utf8' }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, reason: 'not-json' }
  }
}

const decodeUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
