import type { RawBody } from './raw-body.ts'

/** The bytes that were sent, and signed. */
export const rawBodyBytes = ({ content, isBase64 }: RawBody): Uint8Array =>
  Buffer.from(content, isBase64 ? 'base64' : 'utf8')
