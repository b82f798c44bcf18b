import type { RawBody } from './raw-body.ts'

/** Bytes of the decoded body, found without decoding it. */
export const rawBodySize = ({ content, isBase64 }: RawBody): number =>
  Buffer.byteLength(content, isBase64 ? 'base64' : 'utf8')
