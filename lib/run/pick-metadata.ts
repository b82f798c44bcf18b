import { MAX_METADATA_BYTES, MAX_METADATA_VALUE_CHARS } from '../limits.ts'
import { cleanText } from './clean-text.ts'
import { cutText } from './cut-text.ts'

/** Characters of JSON around one member: `"":"",`. */
const MEMBER_OVERHEAD_BYTES = 6

/**
 * The members of a run's `additionalMetadata` that consumers asked for, as text.
 *
 * Objects and lists have no text and are left out, and so is what no longer fits: keys named first come first.
 *
 * @param keys - METADATA_KEYS: printable ASCII
 */
export const pickMetadata = (
  additionalMetadata: Readonly<Record<string, unknown>> | null,
  keys: readonly string[],
): Record<string, string> => {
  const picked: [string, string][] = []
  let room = MAX_METADATA_BYTES
  for (const key of keys) {
    const value = additionalMetadata !== null && Object.hasOwn(additionalMetadata, key) ? additionalMetadata[key] : null
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue
    room -= key.length + MEMBER_OVERHEAD_BYTES
    if (room < 0) break
    const text = cutText(cleanText(String(value)), MAX_METADATA_VALUE_CHARS, room)
    room -= Buffer.byteLength(JSON.stringify(text)) - 2
    picked.push([key, text])
  }
  return Object.fromEntries(picked)
}
