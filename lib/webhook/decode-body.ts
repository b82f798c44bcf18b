import type { RawBody } from './raw-body.ts'

/** A body as it was sent and signed: text, which stands for its UTF-8 bytes, or bytes. */
export type DecodedBody = string | Uint8Array

/** Takes base64 off a body. Text stays text: hashes take it without a copy of its bytes, and JSON.parse as it is. */
export const decodeBody = ({ content, isBase64 }: RawBody): DecodedBody =>
  isBase64 ? Buffer.from(content, 'base64') : content
